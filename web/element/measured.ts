// From what the core measures to the one number that a goal speaks of.
import type { Trace } from '../engine/protocol.ts';
import type { Goal, Measure } from './goal.ts';
import { type Refused, refuse } from './refused.ts';

/** What a run measures: set by its family and by how its learner adapts. */
export interface Measuring {
  /** What is measured on a task: a loss (lower is better) or a return (higher is better). */
  value: 'loss' | 'return';
  /** Whether adaptation is a trial of several episodes. */
  trials: boolean;
  /** As many steps as training adapts for; null where the last of an evaluation counts. */
  steps: number | null;
}

/** The measures that such a run has. */
export function measuresOf({ value, trials }: Measuring): Measure[] {
  const own: Measure[] = [`${value}-before`, `${value}-after`];
  return trials ? [...own, 'first-episode', 'last-episode', 'total', 'gain'] : [...own, 'gain'];
}

/** Null where the run measures what the goal speaks of. */
export function unmeasured(goal: Goal, measuring: Measuring): Refused | null {
  const has = measuresOf(measuring);
  return has.includes(goal.measure) ? null : refuse('goal-unmeasured', 'goal', goal.measure, { allowed: has });
}

type End = 'before' | 'after' | 'total';
const ENDS: Record<Exclude<Measure, 'gain'>, End> = {
  'loss-before': 'before', 'return-before': 'before', 'first-episode': 'before',
  'loss-after': 'after', 'return-after': 'after', 'last-episode': 'after',
  total: 'total',
};

function measured(goal: Goal, value: Measuring['value'], at: (end: End) => number): number {
  if (goal.measure !== 'gain') return at(ENDS[goal.measure]);
  return value === 'return' ? at('after') - at('before') : at('before') - at('after');
}

/** In one meta-iteration, from its statistics by name; NaN where they do not say. */
export function measuredInBatch(goal: Goal, { value }: Measuring, statistic: (name: string) => number | undefined): number {
  const column = { before: 'pre', after: 'post', total: 'trial' };
  return measured(goal, value, (end) => statistic(`${column[end]}_${goal.summary}`) ?? Number.NaN);
}

/** In an evaluation on held-out tasks: its trace has `mean` and `median` [steps + 1], and `trial` [lower, median, upper, mean, error]. */
export function measuredHeldOut(goal: Goal, { value, steps, trials }: Measuring, trace: Trace): number {
  const line = trace[goal.summary]?.data;
  const last = (line?.length ?? 0) - 1;
  const step: Record<End, number> = { before: 0, after: trials || steps === null ? last : Math.min(steps, last), total: -1 };
  return measured(goal, value, (end) => {
    const found = end === 'total' ? trace.trial?.data[goal.summary === 'median' ? 1 : 3] : line?.[step[end]];
    return found ?? Number.NaN;
  });
}
