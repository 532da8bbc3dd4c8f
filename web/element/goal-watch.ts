// A goal followed through a run: what the run measures goes to the tracker, iteration by iteration.
import type { Evaluation, Family, Resolved } from '../engine/protocol.ts';
import { type Goal, type GoalState, GoalTracker } from './goal.ts';
import { type Measuring, measuredHeldOut, measuredInBatch, unmeasured } from './measured.ts';
import type { Refused } from './refused.ts';

/** The run, as far as a goal looks at it. */
export interface Watched {
  readonly family: Family | null;
  readonly resolved: Resolved | null;
  readonly history: { readonly iterations: readonly number[]; column(name: string): readonly number[] | null };
  readonly evaluations: { readonly run?: Evaluation | undefined };
}

export function measuringOf(family: Family, resolved: Resolved): Measuring {
  const steps = resolved.values.inner_steps;
  return { value: family.value, trials: resolved.adaptation.trials, steps: steps === undefined ? null : Number(steps) };
}

export class GoalWatch {
  private readonly tracker: GoalTracker;
  /** The run's history that was looked at; another one is another run. */
  private history: Watched['history'] | null = null;
  private seen = 0;
  private evaluation: Evaluation | undefined;
  refused: Refused | null = null;

  constructor(readonly goal: Goal) {
    this.tracker = new GoalTracker(goal);
  }

  get state(): GoalState {
    return this.tracker.state;
  }

  /** Where a run on held-out tasks has to stand still to be judged; null where it need not. */
  get stop(): number | null {
    const { of, within, at } = this.goal;
    return of === 'held-out' && this.state.outcome === 'open' ? (at ?? within) : null;
  }

  /** Looks at what is new. True where that settled the goal. */
  look(run: Watched): boolean {
    const { family, resolved, history } = run;
    if (!family || !resolved) return false;
    const last = history.iterations.at(-1) ?? 0;
    if (history !== this.history || last < this.seen) {
      this.history = history;
      this.seen = 0;
      this.evaluation = undefined;
      this.tracker.restart();
      this.refused = unmeasured(this.goal, measuringOf(family, resolved));
    }
    if (this.refused) return false;
    const measuring = measuringOf(family, resolved);
    return this.goal.of === 'batch' ? this.lookAtBatches(run, measuring) : this.lookAtEvaluation(run, measuring);
  }

  private lookAtBatches({ history }: Watched, measuring: Measuring): boolean {
    let settled = false;
    const from = firstAfter(history.iterations, this.seen);
    for (let i = from; i < history.iterations.length; i++) {
      this.seen = history.iterations[i]!;
      settled = this.tracker.observe(this.seen, measuredInBatch(this.goal, measuring, (name) => history.column(name)?.[i])) || settled;
    }
    return settled;
  }

  private lookAtEvaluation({ history, evaluations: { run } }: Watched, measuring: Measuring): boolean {
    this.seen = Math.max(this.seen, history.iterations.at(-1) ?? 0);
    if (!run || run === this.evaluation) return false;
    this.evaluation = run;
    return this.tracker.observe(run.iteration, measuredHeldOut(this.goal, measuring, run.trace));
  }
}

/** Iterations rise. */
function firstAfter(iterations: readonly number[], seen: number): number {
  let i = iterations.length;
  while (i > 0 && iterations[i - 1]! > seen) i -= 1;
  return i;
}
