// Words of the comparison of runs, in English.
import type { Amount } from '../format.ts';
import type { Compared, ComparisonWords } from './comparison.ts';

const of = (count: Amount, one: string, many: string) => `${count} ${count.value === 1 ? one : many}`;
const quantities: Record<Compared, string> = { loss: 'loss', return: 'return', total: 'total of a trial' };

export const comparison: ComparisonWords = {
  title: 'Comparison of runs',
  lead: 'Up to four runs side by side. Each differs from the first in one thing; all have the same tasks and random numbers, and none runs ahead.',
  empty: 'Add a run below: another learner, or another value of a knob. It goes along with this one, on the same held-out tasks.',
  first: 'this run',
  knob: (key, value) => `${key}=${value}`,
  differs: (first, with_) => (with_ ? `Differs in one thing: ${first}. That brings with it: ${with_}.` : `Differs in one thing: ${first}.`),
  instead: (key, value, first) => `${key} is ${value} instead of ${first}`,
  only: (keys) => `it has ${keys}`,
  lacks: (keys) => `it does not have ${keys}`,
  standing: {
    at: (iteration) => `At iteration ${iteration}.`,
    behind: (iteration, first) => `At iteration ${iteration}, on its way to ${first}; the others wait.`,
    diverged: (iteration) => `Diverged at iteration ${iteration}: it can go no further.`,
    starting: 'It is being started.',
  },
  add: {
    title: 'Add a run',
    what: 'Differs in',
    learner: 'the learner',
    knobs: 'Knobs',
    value: 'There it is',
    act: 'Add run',
    full: (most) => `That are as many runs as can be compared: at most 4 different ones, and ${most} with all seeds.`,
    none: 'This run has nothing that may be changed here.',
    same: (name) => `${name} is what this run has: choose another value.`,
  },
  remove: (name) => `Remove ${name}`,
  seeds: { title: 'Seeds', choice: (count) => of(count, 'seed', 'seeds') },
  axis: {
    title: 'Across',
    choices: { iterations: 'Iterations', seconds: 'Seconds of computing' },
    labels: { iterations: 'meta-iterations', seconds: 'seconds of computing on this machine, each run by itself' },
  },
  scale: 'Logarithmic scale',
  labels: 'Label every line',
  figure: (compared, summary) => `${summary === 'mean' ? 'Mean' : 'Median'} ${quantities[compared]} on held-out tasks`,
  note: {
    score: (compared, summary, tasks) =>
      compared === 'total'
        ? `The ${summary} total of a trial over ${of(tasks, 'held-out task', 'held-out tasks')}, the same for all runs.`
        : `The ${summary} ${quantities[compared]} after adaptation over ${of(tasks, 'held-out task', 'held-out tasks')}, the same for all runs.`,
    seeds: (count) => `Each line is the mean of ${of(count, 'seed', 'seeds')}; its band goes from the lowest of them to the highest.`,
    seed: 'Each line is one seed, so nothing is said of how much another seed would change it.',
    broken: 'A cross ends the line of a run that diverged.',
  },
  course: (iteration, all) => `At iteration ${iteration}: ${all}.`,
  score: (name, value) => `${name} ${value}`,
  spread: (name, value, low, high) => `${name} ${value} (${low} to ${high})`,
  difference: ({ iteration, name, compared, summary, size, half, low, high, above, apart, better, count, over }) => {
    const span = half === null ? `95 %: ${low} to ${high}` : '95 %';
    const pairs = `${span}, paired over ${over === 'tasks' ? of(count, 'task', 'tasks') : of(count, 'seed', 'seeds')}`;
    const amount = half === null ? size : `${size} ± ${half}`;
    const what = `${summary} difference in ${quantities[compared]}`;
    return `After ${of(iteration, 'iteration', 'iterations')}, ${name} is ${amount} ${above ? 'above' : 'below'} this run (${what}; ${pairs}), which is ${apart ? (better ? 'better' : 'worse') : 'not told apart from no difference'}.`;
  },
  equal: (iteration, name) => `After ${of(iteration, 'iteration', 'iterations')}, ${name} does exactly as this run does.`,
  unknown: (iteration, name) => `After ${of(iteration, 'iteration', 'iterations')}, the interval of ${name} cannot be told from so few pairs.`,
  otherTasks: (name) => `${name} has other held-out tasks, so no difference is told.`,
  left: (name, count) => `${of(count, 'pair', 'pairs')} of ${name} had no number and ${count.value === 1 ? 'is' : 'are'} left out.`,
  waiting: 'The runs have not been judged on the same iteration yet.',
  table: { title: 'The runs in numbers', run: 'Run', differs: 'Differs in', iteration: 'Iteration', seconds: 'Seconds', score: 'Score', difference: 'Difference from this run (95 %)', none: '–' },
  interval: (value, half, low, high) => (half === null ? `${value} (${low} to ${high})` : `${value} ± ${half}`),
  listed: (parts, format) => format.conjunction(parts),
};
