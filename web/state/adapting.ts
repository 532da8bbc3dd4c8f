// What "k steps of adaptation" are in a run: gradient steps, the episodes of a trial that were played before, or examples
// of each class that were seen.
import type { Family, Learner, Resolved, Speed } from '../engine/protocol.ts';

/** What is counted: inner steps; the episodes of a trial, or its pulls, where an episode is a single one; examples of a class. */
export type Count = 'step' | 'episode' | 'pull' | 'example';

/** Whether the learner plays several episodes in a row on one task and adapts within them. */
export function playsTrials(family: Family | null, learner: Learner | null): boolean {
  return family?.kind === 'reinforcement' && learner !== null && learner.adapts !== 'gradient';
}

export function countOf(family: Family | null, learner: Learner | null): Count {
  if (family?.kind === 'supervised' && learner?.adapts === 'embedding') return 'example';
  if (!playsTrials(family, learner)) return 'step';
  return family!.drawing === 'bandit' ? 'pull' : 'episode';
}

/** An episode is a choice or two that pay or do not: its return alone, 0 or 1, says little, and quartiles of it nothing. */
export function hasBriefEpisodes(family: Family | null): boolean {
  return family?.drawing === 'bandit' || family?.drawing === 'two-step';
}

/** Whether a trial is told by its total. */
export function tellsTotals(family: Family | null, learner: Learner | null): boolean {
  return playsTrials(family, learner) && hasBriefEpisodes(family);
}

/**
 * Whether what is usual says less than what is so on average: a pull pays 0 or 1, where a goal is hidden most episodes
 * find nothing, or all there is, and of what is noisy the average is steadier.
 */
export function tellsMeans(family: Family | null, resolved: Resolved | null): boolean {
  return hasBriefEpisodes(family) || ['mdp', 'grid'].includes(family?.drawing ?? '') || resolved?.values.navigation === 'pearl-sparse';
}

/** A yardstick is a rule: there is nothing to update. */
export function learns(learner: Learner | null): boolean {
  return learner?.adapts !== 'rule';
}

/** Gradient steps show their point within tens of iterations, seen phase by phase; what is remembered or inferred must be learned in hundreds. */
export function openingSpeed(learner: Learner | null): Speed {
  return !learner || learner.adapts === 'gradient' || learner.adapts === 'rule' ? 'medium' : 'full';
}
