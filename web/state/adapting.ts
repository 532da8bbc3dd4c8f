// What "k steps of adaptation" are in a run: gradient steps, the episodes of a trial that were played before, or examples
// of each class that were seen.
import type { Family, Learner } from '../engine/protocol.ts';

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

/** A yardstick is a rule: there is nothing to update. */
export function learns(learner: Learner | null): boolean {
  return learner?.adapts !== 'rule';
}
