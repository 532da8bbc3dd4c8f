// How long what a run does can be looked at: the one source of the speeds' meaning, for the worker and for the page.
import type { Speed } from './protocol.ts';

/** Milliseconds for which each finished phase stays before the next one begins. */
const DWELL: Record<Speed, number> = { slow: 1100, medium: 180, full: 0 };
/** More steps of collecting than this share its time: a trial of a hundred episodes must not take minutes. */
const MANY_STEPS = 5;
/** Milliseconds between two traces at full speed: so long the same task is shown, whatever happens meanwhile. */
export const HELD = 1000;

/** Milliseconds for which a phase of an iteration with so many steps stays. */
export function dwellOf(speed: Speed, { phase, steps }: { phase: string; steps: number }): number {
  return DWELL[speed] / (phase === 'collect' ? Math.max(1, steps / MANY_STEPS) : 1);
}
