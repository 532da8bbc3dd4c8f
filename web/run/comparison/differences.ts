// Differences between runs with their intervals. Tasks are paired; where there are several seeds, it is the seeds that are paired, since the
// tasks of one seed share its run and say nothing of other seeds.

/** The number that sums up many tasks. */
export type Middle = 'mean' | 'median';

/** A number between two bounds of 95 %; NaN bounds where there is too little to say any. */
export interface Interval {
  middle: number;
  low: number;
  high: number;
  /** So many pairs it is made of. */
  count: number;
  /** Pairs that are left out, since one of them has no number: it ran away. */
  left: number;
}

/** Quantiles .975 of Student's distribution with 1 to 30 degrees of freedom. */
const STUDENT = [
  12.7062, 4.30265, 3.18245, 2.77645, 2.57058, 2.44691, 2.36462, 2.306, 2.26216, 2.22814, 2.20099, 2.17881, 2.16037, 2.14479, 2.13145, 2.11991, 2.10982, 2.10092, 2.09302,
  2.08596, 2.07961, 2.07387, 2.06866, 2.0639, 2.05954, 2.05553, 2.05183, 2.04841, 2.04523, 2.04227,
];
const NORMAL = 1.959963985;

/** The quantile .975 of Student's distribution; beyond the table by its expansion in 1/n (Fisher & Cornish 1960). */
export function student(freedom: number): number {
  const known = STUDENT[freedom - 1];
  if (known !== undefined) return known;
  const z = NORMAL;
  return (
    z +
    (z ** 3 + z) / (4 * freedom) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * freedom ** 3)
  );
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Linear between the neighbours. */
function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Of numbers that are numbers; NaN where there are none. */
export function middleOf(values: readonly number[], middle: Middle): number {
  const kept = values.filter(Number.isFinite);
  if (!kept.length) return Number.NaN;
  return middle === 'mean' ? meanOf(kept) : medianOf(kept);
}

/** The mean, by Student's distribution. */
function meanInterval(values: readonly number[]): [low: number, high: number] {
  const count = values.length;
  if (count < 2) return [Number.NaN, Number.NaN];
  const mean = meanOf(values);
  const error = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1) / count);
  return [mean - student(count - 1) * error, mean + student(count - 1) * error];
}

/** The median, between two of the ordered numbers, whatever their distribution is (the sign test's interval): of fewer than six nothing can be said at 95 %. */
function medianInterval(values: readonly number[]): [low: number, high: number] {
  const count = values.length;
  const sorted = [...values].sort((a, b) => a - b);
  // The chance that so few of them, or fewer, lie below the median.
  let chance = 0.5 ** count;
  let term = chance;
  let below = 0;
  if (!(chance <= 0.025)) return [Number.NaN, Number.NaN];
  while (true) {
    term *= (count - below) / (below + 1);
    if (chance + term > 0.025) break;
    chance += term;
    below += 1;
  }
  return [sorted[below]!, sorted[count - 1 - below]!];
}

/** How much larger the first of each pair is than the second. */
export function pairedDifference(first: readonly number[], second: readonly number[], middle: Middle): Interval {
  const all = first.map((value, i) => value - second[i]!);
  const kept = all.filter(Number.isFinite);
  const [low, high] = middle === 'mean' ? meanInterval(kept) : medianInterval(kept);
  return { middle: middleOf(kept, middle), low, high, count: kept.length, left: all.length - kept.length };
}

/** The same over seeds: of each seed the middle of its differences, and of those the mean. */
export function differenceOverSeeds(seeds: ReadonlyArray<{ first: readonly number[]; second: readonly number[] }>, middle: Middle): Interval {
  if (seeds.length === 1) return pairedDifference(seeds[0]!.first, seeds[0]!.second, middle);
  const each = seeds.map(({ first, second }) => pairedDifference(first, second, middle));
  const values = each.map((one) => one.middle).filter(Number.isFinite);
  const [low, high] = meanInterval(values);
  return { middle: middleOf(values, 'mean'), low, high, count: values.length, left: each.reduce((sum, { left }) => sum + left, 0) };
}
