import type { Description, Family, Learner, Resolved } from '../engine/protocol.ts';
import { parsePairs, valueIn, withValue, without } from './run-line.ts';

/** The line of the run that follows when a visitor gives a knob another value: what was set by hand stays as far as it can. */
export function nextLine(resolved: Resolved, family: Family | null, { families, learners, knobs }: Pick<Description, 'families' | 'learners' | 'knobs'>, key: string, value: string): string {
  if (key === 'tasks') {
    // Another family has other knobs and other defaults: only what belongs to any run is kept.
    const kept = parsePairs(resolved.short).filter(([name]) => name === 'seed');
    const learner = learnerFor(value, resolved.values, families, learners);
    return kept.reduce((line, [name, given]) => withValue(line, name, given), `learner=${learner}&tasks=${value}`);
  }
  if (key === 'learner') {
    // Learners that adapt in another way have other knobs, and so has each yardstick; the knobs of the tasks are the same for all.
    const way = (name: string | undefined) => learners.find((learner) => learner.name === name)?.adapts;
    if (way(value) !== way(resolved.values.learner) || way(value) === 'rule') {
      const shared = ['learner', 'tasks', 'preset', 'seed', ...knobs.filter(({ group }) => group === 'tasks').map(({ name }) => name)];
      const others = parsePairs(resolved.short).map(([name]) => name).filter((name) => !shared.includes(name));
      return withValue(without(resolved.short, others), 'learner', value);
    }
  }
  if (key === 'preset') {
    // A preset is seen as it is: a value set before does not hide it.
    const set = family?.presets.flatMap((preset) => Object.keys(preset.values)) ?? [];
    return withValue(without(resolved.short, set), key, value);
  }
  return withValue(resolved.short, key, value);
}

/**
 * The learner of the next run where tasks of another family are chosen. A learner that is the old family's own gives way
 * to the new family's; any other was chosen by hand, and stays where it can.
 */
export function learnerFor(family: string, { tasks, learner = '' }: Resolved['values'], families: readonly Family[], learners: readonly Learner[]): string {
  const fits = learners.some(({ name, families: its }) => name === learner && its.includes(family));
  const own = (name: string | undefined) => families.find((candidate) => candidate.name === name)?.learner;
  return fits && learner !== own(tasks) ? learner : own(family) ?? learner;
}

const CHOICES = ['learner', 'tasks', 'preset'];

/** Where another learner, family or preset was chosen, what was set by hand before gives way if it is what was refused: the line without it, else null. */
export function withoutMisfit(line: string, chosen: string, refused: string): string | null {
  if (!CHOICES.includes(chosen) || CHOICES.includes(refused)) return null;
  const less = without(line, [refused]);
  return less === line ? null : less;
}

/**
 * A line whose learner does not run on its tasks: the tasks' own learner in its place. What belonged to the other learner is
 * dropped. Null where the pair fits or is not known.
 */
export function withOwnLearner(line: string, { families, learners }: Pick<Description, 'families' | 'learners'>): { line: string; tasks: string; asked: string; learner: string } | null {
  const tasks = valueIn(line, 'tasks') ?? '';
  const asked = valueIn(line, 'learner') ?? '';
  const family = families.find(({ name }) => name === tasks);
  const known = learners.find(({ name }) => name === asked);
  if (!family || !known || known.families.includes(tasks)) return null;
  const seed = valueIn(line, 'seed');
  const own = `learner=${family.learner}&tasks=${tasks}`;
  return { line: seed === null ? own : withValue(own, 'seed', seed), tasks, asked, learner: family.learner };
}
