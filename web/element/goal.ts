// A goal, in terms of what is measured: `measure=return-after of=held-out op=above value=-12 within=60`. The same grammar says what
// a course claims.
import { type Parsed, refuse } from './refused.ts';

/**
 * What is measured on each task. Before adaptation and after it (after as many steps as training adapts); where a trial adapts,
 * those are its first and last episode, and `total` is the whole trial. `gain`: how much better after than before, positive where
 * adaptation helps, for loss and return alike.
 */
export const MEASURES = ['loss-before', 'loss-after', 'return-before', 'return-after', 'first-episode', 'last-episode', 'total', 'gain'] as const;
export type Measure = (typeof MEASURES)[number];
/** The tasks: those of the meta-batch, as training met them, or tasks that training never sees. */
export const SAMPLES = ['batch', 'held-out'] as const;
export type Sample = (typeof SAMPLES)[number];
/** How the tasks' numbers become one. */
export const SUMMARIES = ['mean', 'median'] as const;
export type Summary = (typeof SUMMARIES)[number];
export const OPERATORS = ['above', 'below'] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Goal {
  measure: Measure;
  of: Sample;
  summary: Summary;
  op: Operator;
  value: number;
  /** To be reached by this meta-iteration, it included; null where any will do. */
  within: number | null;
  /** To hold at this meta-iteration; null where `within` or nothing is said. */
  at: number | null;
  /** Batches differ: the mean over the last so many iterations is taken. 1 for held-out tasks, which stay the same. */
  window: number;
}

const CHOICES = { measure: MEASURES, of: SAMPLES, summary: SUMMARIES, op: OPERATORS } as const;
const KEYS = [...Object.keys(CHOICES), 'value', 'within', 'at', 'window'];
const MOST = 1_000_000_000;

/** Whatever is not said about the sample and the summary: `batch` and `mean`. */
export function parseGoal(text: string): Parsed<Goal> {
  const given = new Map<string, string>();
  for (const part of text.trim().split(/\s+/).filter(Boolean)) {
    const cut = part.indexOf('=');
    if (cut <= 0 || cut === part.length - 1) return { refused: refuse('goal-part', 'goal', part) };
    const key = part.slice(0, cut);
    if (!KEYS.includes(key)) return { refused: refuse('goal-key', 'goal', key, { allowed: KEYS }) };
    if (given.has(key)) return { refused: refuse('goal-twice', 'goal', key) };
    given.set(key, part.slice(cut + 1));
  }
  for (const key of ['measure', 'op', 'value']) if (!given.has(key)) return { refused: refuse('goal-missing', 'goal', '', { part: key }) };
  for (const [key, allowed] of Object.entries(CHOICES)) {
    const value = given.get(key);
    if (value !== undefined && !(allowed as readonly string[]).includes(value)) {
      return { refused: refuse('goal-choice', 'goal', value, { part: key, allowed: [...allowed] }) };
    }
  }
  const value = given.get('value')!;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value) || !Number.isFinite(Number(value))) {
    return { refused: refuse('goal-number', 'goal', value, { part: 'value' }) };
  }
  if (given.has('within') && given.has('at')) return { refused: refuse('goal-both', 'goal') };
  for (const key of ['within', 'at', 'window']) {
    const number = given.get(key);
    if (number !== undefined && !(/^\d{1,10}$/.test(number) && Number(number) >= 1 && Number(number) <= MOST)) {
      return { refused: refuse('goal-whole', 'goal', number, { part: key, most: String(MOST) }) };
    }
  }
  const goal: Goal = {
    measure: given.get('measure') as Measure,
    of: (given.get('of') ?? 'batch') as Sample,
    summary: (given.get('summary') ?? 'mean') as Summary,
    op: given.get('op') as Operator,
    value: Number(value),
    within: given.has('within') ? Number(given.get('within')) : null,
    at: given.has('at') ? Number(given.get('at')) : null,
    window: Number(given.get('window') ?? 1),
  };
  if (goal.of === 'held-out' && goal.window > 1) return { refused: refuse('goal-batch-only', 'goal', 'window') };
  return { value: goal };
}

/** Every part spelled out, in one order: two goals are the same where this text is. */
export function formatGoal(goal: Goal): string {
  const { measure, of, summary, op, value, within, at, window } = goal;
  const parts = [`measure=${measure}`, `of=${of}`, `summary=${summary}`, `op=${op}`, `value=${value}`];
  if (within !== null) parts.push(`within=${within}`);
  if (at !== null) parts.push(`at=${at}`);
  if (window > 1) parts.push(`window=${window}`);
  return parts.join(' ');
}

export type Outcome = 'open' | 'reached' | 'missed';

export interface GoalState {
  outcome: Outcome;
  /** What was measured last; NaN before the first time. */
  value: number;
  /** The iteration that `value` is of. */
  iteration: number;
  /** The share of the way from where it began to the goal, 0 to 1; 1 only where it was reached. */
  progress: number;
  /** The first iteration at which the goal was reached, or null. */
  reachedAt: number | null;
}

const NOTHING: GoalState = { outcome: 'open', value: Number.NaN, iteration: 0, progress: 0, reachedAt: null };

/**
 * Follows one goal through one run. Measurements come in the order of their iterations. What is measured before the first
 * meta-iteration is complete is where the way begins, and never reaches the goal: nothing has been learned then.
 */
export class GoalTracker {
  state: GoalState = NOTHING;
  private start = Number.NaN;
  private recent: number[] = [];

  constructor(readonly goal: Goal) {}

  /** The run begins again. */
  restart(): void {
    this.state = NOTHING;
    this.start = Number.NaN;
    this.recent = [];
  }

  /** True where this measurement settled the goal: reached or missed. A value that is not a number is a task that diverged: it counts as no measurement. */
  observe(iteration: number, measured: number): boolean {
    const { goal, state } = this;
    if (state.outcome !== 'open') {
      if (Number.isFinite(measured)) this.state = { ...state, value: measured, iteration };
      return false;
    }
    const limit = goal.within ?? goal.at;
    let { value, reachedAt } = state;
    if (Number.isFinite(measured)) {
      if (this.recent.push(measured) > goal.window) this.recent.shift();
      value = this.recent.reduce((sum, next) => sum + next, 0) / this.recent.length;
      if (Number.isNaN(this.start)) this.start = value;
      const counts = iteration >= 1 && this.recent.length === goal.window && (goal.at === null ? goal.within === null || iteration <= goal.within : iteration === goal.at);
      if (counts && holds(goal, value)) reachedAt = iteration;
    }
    const over = limit !== null && iteration >= limit;
    const outcome = reachedAt !== null ? 'reached' : over ? 'missed' : 'open';
    this.state = { outcome, value, iteration, reachedAt, progress: outcome === 'reached' ? 1 : Math.min(0.99, this.share(value)) };
    return outcome !== 'open';
  }

  private share(value: number): number {
    const way = this.goal.value - this.start;
    const gone = (value - this.start) / way;
    return Number.isFinite(gone) ? Math.min(1, Math.max(0, gone)) : 0;
  }
}

export function holds({ op, value }: Goal, measured: number): boolean {
  return op === 'above' ? measured > value : measured < value;
}
