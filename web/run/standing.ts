// The one meaning of an iteration's number, for whatever shows it.
import type { Progress } from '../engine/protocol.ts';

/** Number of the iteration that something belongs to: the one under way, or the one that is complete. */
export function iterationNumber({ iteration, complete }: { iteration: number; complete: boolean }): number {
  return iteration + (complete ? 0 : 1);
}

/** Whether an iteration has been begun and is not complete. */
export function isUnderWay({ complete, status }: Pick<Progress, 'complete' | 'status'>): boolean {
  return !complete || status.done > 0;
}
