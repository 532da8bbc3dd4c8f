// Where runs that go together wait for each other: at iterations that come often enough to make a curve, and not so often that more time
// is spent on judging the runs than on them.

/** Milliseconds of the slowest run's computing from one to the next. */
const BETWEEN = 700;
/** So many points say all that a curve can say: later ones are further apart. */
const POINTS = 60;

/** The largest of 1, 2, 5, 10, 20, ... that is at most so large; at least 1. */
export function roundDown(value: number): number {
  if (!(value >= 1)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return power * (value >= 5 * power ? 5 : value >= 2 * power ? 2 : 1);
}

/** The next one after so many completed iterations. `iterationTime`: of the slowest run, in milliseconds; NaN where it is not known. */
export function gateAfter(completed: number, iterationTime: number): number {
  const step = roundDown(Math.max(BETWEEN / iterationTime || 1, completed / POINTS));
  return (Math.floor(completed / step) + 1) * step;
}
