// Running up to a phase: what a click on a phase of the loops does.
import type { Run } from './run.ts';

/** All that this needs of a run. */
export type Stepped = Pick<Run, 'step' | 'playing' | 'completed' | 'place' | 'progress'>;

/** Of each run the latest request: a newer one takes its place. */
const latest = new WeakMap<object, symbol>();

/**
 * Goes on, phase by phase, until one of this name is complete, and stands still there. Ends sooner where the run stops, is played or is
 * another one, where somebody asks for another phase, and after a whole iteration that has no such phase.
 */
export async function stepTo(run: Stepped, phase: string): Promise<void> {
  const request = Symbol(phase);
  latest.set(run, request);
  const { place, completed } = run;
  do {
    await run.step('phase');
    if (latest.get(run) !== request || run.playing || run.place !== place) return;
    if (run.progress?.status.state !== 'ready' || run.progress.status.phase === phase) return;
  } while (run.completed < completed + 2);
}
