// Whether a reproduction (reproductions.mjs) came out as it must: its results against bounds and against each other.

export const nameOf = ({ name, learner }) => name ?? learner;

export const mean = (list) => list.reduce((a, b) => a + b, 0) / list.length;

/**
 * What a run came to in a column of the table: after so many steps of adaptation, "trial" for what whole trials brought, or "score" for the last episode
 * on the variant's scale, `[what chance brings, what the oracle brings]`.
 */
export function cellOf({ evaluation, scale }, column) {
  if (column === 'trial') return evaluation.trial;
  const of = (list) => (column === 'score' ? (list.at(-1) - scale[0]) / (scale[1] - scale[0]) : list[column]);
  return { mean: of(evaluation.mean), lower: of(evaluation.lower), upper: of(evaluation.upper) };
}

const afterSteps = (column) => (column === 'trial' ? 'over whole trials' : column === 'score' ? 'score' : `after ${column} steps`);

/**
 * A number that bounds are about, by seed: `{ variant, after }` its return or loss; with `measure`, a kind of tasks or "all", the family's measure of it
 * (and `oracle` in place of `after` the oracle's); several kinds stand for the one that has least.
 */
function numbersOf(results, { variant, after, measure, oracle }) {
  return results[variant].map((found) => {
    if (measure === undefined) return cellOf(found, after).mean;
    const groups = [measure].flat().map((kind) => found.measure.groups.find(({ name }) => name === kind));
    return Math.min(...groups.map((group) => (oracle ? group.oracle : group.mean[after])));
  });
}

const saidOf = ({ variant, after, measure, oracle }, { measure: told }) =>
  [oracle ? 'the oracle' : variant, measure && `${told.name} (${[measure].flat().join(' or ')})`, oracle ? '' : afterSteps(after)].filter(Boolean).join(', ');

/** The squared standard error of a mean over seeds. */
function squaredError(list) {
  const middle = mean(list);
  return list.reduce((sum, x) => sum + (x - middle) ** 2, 0) / (list.length - 1) / list.length;
}

/**
 * A comparison `{ left, is: 'at least' | 'at most', right, times, errors }`: left against right, a number of a kind or a plain one, `times` a factor, and so
 * many standard errors of their difference (over seeds) beyond it, or so much `short` of it. `right: { from, to, share }` lies a share of the way from one
 * to the other; `right: { best }` is the one of a list whose mean is highest.
 */
function compared(results, { left, is, right: asked, times = 1, errors = 0, short = 0 }) {
  const [found] = Object.values(results)[0];
  const highest = (list) => list.reduce((best, which) => (mean(numbersOf(results, which)) > mean(numbersOf(results, best)) ? which : best));
  const right = asked.best ? highest(asked.best) : asked;
  const one = numbersOf(results, left);
  const other =
    typeof right === 'number' ? [right] : right.from ? [mean(numbersOf(results, right.from)) * (1 - right.share) + mean(numbersOf(results, right.to)) * right.share] : numbersOf(results, right);
  const beyond = errors && errors * Math.sqrt(squaredError(one) + (other.length > 1 ? times ** 2 * squaredError(other) : 0));
  const bound = times * mean(other) + (is === 'at least' ? beyond - short : short - beyond);
  if (is === 'at least' ? mean(one) >= bound : mean(one) <= bound) return [];
  const said =
    typeof right === 'number' ? '' : right.from ? `, ${right.share} of the way from ${saidOf(right.from, found)} to ${saidOf(right.to, found)}` : `, from ${saidOf(right, found)}`;
  return [`${saidOf(left, found)}: ${mean(one).toFixed(3)} is not ${is} ${bound.toFixed(3)}${said}`];
}

/** Sentences on what did not come out as it must. */
export function judge(reproduction, results) {
  const failures = [];
  for (const variant of reproduction.variants) {
    for (const [step, [low, high]] of Object.entries(variant.expect)) {
      const value = mean(results[nameOf(variant)].map((r) => cellOf(r, step).mean));
      if (!(value >= low && value <= high)) failures.push(`${nameOf(variant)} ${afterSteps(step)}: ${value.toFixed(3)} is not within ${low} to ${high}`);
    }
  }
  if (reproduction.quartiles) {
    const { after, variant } = reproduction.quartiles;
    for (const { evaluation, asked } of results[variant])
      if (!(evaluation.lower[after] > evaluation.upper[0]))
        failures.push(`${asked}: lower quartile ${evaluation.lower[after]} after ${after} steps is not above the upper quartile ${evaluation.upper[0]} before`);
  }
  if (reproduction.above) {
    const [better, worse] = reproduction.above;
    const lowest = Math.min(...results[better.variant].map((r) => cellOf(r, better.after).lower));
    const highest = Math.max(...results[worse.variant].map((r) => cellOf(r, worse.after).upper));
    if (!(lowest > highest))
      failures.push(`the lower quartile of ${better.variant} after ${better.after} steps, ${lowest}, is not above the upper one of ${worse.variant} after ${worse.after}, ${highest}`);
  }
  for (const comparison of reproduction.compare ?? []) failures.push(...compared(results, comparison));
  return failures;
}
