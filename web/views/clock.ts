import type { Frame } from './frame.ts';

/** Seconds that a step takes; a long trial is shown faster, a short one not in a blink. */
const PACE = 0.15;
const SHORTEST = 1.8;
const LONGEST = 9;
/** How long the end stays. */
const HELD = 1.4;

/** Where a trial stands now when it is shown over and over: between step `from` and step `to`, the end where motion is not wanted. */
export function stepNow(frame: Pick<Frame, 'time' | 'still'>, from: number, to: number): number {
  if (frame.still || to <= from) return to;
  const shown = Math.min(LONGEST, Math.max(SHORTEST, (to - from) * PACE));
  return from + Math.min(1, (frame.time % (shown + HELD)) / shown) * (to - from);
}
