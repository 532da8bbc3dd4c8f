// The compared runs in words with the current numbers.
import type { Resolved } from '../../engine/protocol.ts';
import type { ComparisonWords } from '../../messages/comparison/comparison.ts';
import { learnerTitle } from '../../messages/core-words.ts';
import type { Words } from '../../messages/index.ts';
import type { Comparison, Contender } from '../../run/comparison/comparison.ts';
import { differencesOf } from '../../run/comparison/differing.ts';
import type { Interval } from '../../run/comparison/differences.ts';
import type { Standing, Standings } from './standings.ts';

/** What a contender is called. */
export function contenderName({ difference }: Contender, { first: { description } }: Comparison, words: Words, say: ComparisonWords): string {
  if (!difference) return say.first;
  const learner = difference.key === 'learner' && description?.learners.find(({ name }) => name === difference.value);
  return learner ? learnerTitle(words, learner) : say.knob(difference.key, difference.value);
}

/** In what a run differs from the first, with all that comes with it: other defaults, knobs that only one of them has. */
export function differenceSentence({ difference, members }: Contender, first: Resolved, { format }: Words, say: ComparisonWords): string {
  const other = members[0]?.run.resolved;
  if (!difference || !other) return '';
  const found = differencesOf(first, other);
  const changed = found.flatMap((one) => (one.first !== null && one.other !== null ? [{ key: one.key, said: say.instead(one.key, one.other, one.first) }] : []));
  const itself = changed.find(({ key }) => key === difference.key)?.said ?? say.knob(difference.key, difference.value);
  const only = found.filter((one) => one.first === null).map(({ key }) => key);
  const lacks = found.filter((one) => one.other === null).map(({ key }) => key);
  const brought = [
    ...changed.filter(({ key }) => key !== difference.key).map(({ said }) => said),
    ...(only.length ? [say.only(format.conjunction(only))] : []),
    ...(lacks.length ? [say.lacks(format.conjunction(lacks))] : []),
  ];
  return say.differs(itself, brought.length ? say.listed(brought, format) : '');
}

/** Where a contender stands, beside the first run. */
export function standingSentence({ contender, diverged }: Standing, { first }: Comparison, { format }: Words, say: ComparisonWords): string {
  if (diverged !== null) return say.standing.diverged(format.amount(diverged));
  const runs = contender.members.map(({ run }) => run);
  if (!runs.length || runs.some(({ resolved }) => !resolved)) return say.standing.starting;
  const least = Math.min(...runs.map(({ completed }) => completed));
  return least < first.completed ? say.standing.behind(format.amount(least), format.amount(first.completed)) : say.standing.at(format.amount(least));
}

/** Half the width of an interval that is as wide on both sides; null for any other. */
export function halfOf({ middle, low, high }: Interval): number | null {
  const [down, up] = [middle - low, high - middle];
  return Math.abs(up - down) <= 1e-9 * Math.max(Math.abs(up), Math.abs(down), Number.MIN_VALUE) ? (up + down) / 2 : null;
}

/** How far a contender is from the first run; "" where there is nothing to tell yet. */
export function distanceSentences({ contender, difference }: Standing, name: string, { compared, summary }: Standings, { format }: Words, say: ComparisonWords): string[] {
  if (difference === null) return [];
  if (difference === 'other-tasks') return [say.otherTasks(name)];
  const { interval } = difference;
  const iteration = format.amount(difference.iteration);
  const left = interval.left ? [say.left(name, format.amount(interval.left))] : [];
  if (![interval.middle, interval.low, interval.high].every(Number.isFinite)) return [say.unknown(iteration, name), ...left];
  if (interval.low === 0 && interval.high === 0) return [say.equal(iteration, name), ...left];
  const half = halfOf(interval);
  const above = interval.middle >= 0;
  return [
    say.difference({
      iteration,
      name,
      compared,
      summary: contender.members.length > 1 ? 'mean' : summary,
      size: format.number(Math.abs(interval.middle)),
      half: half === null ? null : format.number(half),
      low: format.number(interval.low),
      high: format.number(interval.high),
      above,
      apart: interval.low > 0 || interval.high < 0,
      better: above === (compared !== 'loss'),
      count: format.amount(interval.count),
      over: contender.members.length > 1 ? 'seeds' : 'tasks',
    }),
    ...left,
  ];
}

/** The whole picture in words. */
export function comparisonSentences(standings: Standings, names: readonly string[], words: Words, say: ComparisonWords): string[] {
  const { format } = words;
  const { all } = standings;
  const shared = all[0]?.scores.findLast(({ iteration }) => all.every(({ scores }) => scores.some((score) => score.iteration === iteration)))?.iteration;
  if (shared === undefined) return [say.waiting];
  const each = all.map(({ contender, scores }, i) => {
    const { middle, low, high } = scores.find(({ iteration }) => iteration === shared)!;
    return contender.members.length > 1 ? say.spread(names[i]!, format.number(middle), format.number(low), format.number(high)) : say.score(names[i]!, format.number(middle));
  });
  return [say.course(format.amount(shared), format.conjunction(each)), ...all.flatMap((standing, i) => distanceSentences(standing, names[i]!, standings, words, say))];
}

/** How the lines are to be read. */
export function comparisonNotes({ compared, summary, tasks, all }: Standings, seeds: number, { format }: Words, say: ComparisonWords): string[] {
  if (!tasks) return [];
  return [
    say.note.score(compared, summary, format.amount(tasks)),
    seeds > 1 ? say.note.seeds(format.amount(seeds)) : say.note.seed,
    ...(all.some(({ diverged }) => diverged !== null) ? [say.note.broken] : []),
  ];
}
