// A run that is computed for a question of the text: it plays to the iteration of its goal, and what was measured there is told.
import type { MetaRlPlayground } from '../../element/element.ts';
import { type Goal, parseGoal } from '../../element/goal.ts';
import { measuringOf } from '../../element/goal-watch.ts';
import { measuredHeldOut, measuredInBatch } from '../../element/measured.ts';

interface Milestone {
  value: number;
  iteration: number;
  line: string;
}

export const goalIn = (text: string | undefined): Goal => parseGoal(text ?? '').value!;

/** Plays until the element's goal is settled; null where that cannot be. `progress`: called with completed iterations. */
export function compute(playground: MetaRlPlayground, progress: (iteration: number) => void = () => undefined): Promise<Milestone | null> {
  return new Promise((resolve) => {
    const over = new AbortController();
    const end = (found: Milestone | null) => {
      over.abort();
      void playground.pause().then(() => resolve(found));
    };
    const { signal } = over;
    playground.addEventListener('metarl-milestone', (event) => end((event as CustomEvent<Milestone>).detail), { signal });
    playground.addEventListener('metarl-error', () => end(null), { signal });
    playground.addEventListener('metarl-iteration', (event) => progress((event as CustomEvent<{ iteration: number }>).detail.iteration), { signal });
    void playground.play().then((refused) => refused && end(null));
  });
}

/** The held-out value that a goal speaks of, after so many inner steps; as many as training takes where `after` is null. */
export function heldOutValue({ model }: MetaRlPlayground, goal: Goal, after: number | null): number {
  const { family, resolved } = model;
  const trace = model.evaluations.run?.trace;
  if (!family || !resolved || !trace) return Number.NaN;
  const measuring = measuringOf(family, resolved);
  return measuredHeldOut(goal, after === null ? measuring : { ...measuring, steps: after }, trace);
}

/** Held-out values after 0, 1, ... inner steps. */
export function heldOutCurve({ model }: MetaRlPlayground, { summary }: Goal): number[] {
  return Array.from(model.evaluations.run?.trace[summary]?.data ?? []);
}

/** What was measured on the batches so far, a mean over the goal's window: pairs of iteration and value. */
export function batchCurve({ model }: MetaRlPlayground, goal: Goal): Array<[iteration: number, value: number]> {
  const { family, resolved, history } = model;
  if (!family || !resolved) return [];
  const measuring = measuringOf(family, resolved);
  const values = history.iterations.map((_, i) => measuredInBatch(goal, measuring, (name) => history.column(name)?.[i]));
  return history.iterations.map((iteration, i) => {
    const recent = values.slice(Math.max(0, i - goal.window + 1), i + 1).filter(Number.isFinite);
    return [iteration, recent.reduce((sum, value) => sum + value, 0) / recent.length];
  });
}
