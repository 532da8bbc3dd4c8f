// How fast a run goes at each speed, in iterations a second.
import { dwellOf } from '../engine/dwell.ts';
import type { Progress, Speed } from '../engine/protocol.ts';
import type { LoopModel } from './loop-model.ts';

/** Milliseconds over which the rate of a run that goes on is measured. */
const WINDOW = 3000;
/** Fewer milliseconds than this say too little. */
const LEAST = 700;

/** What is to be expected at a speed: each phase stays for its time, and the iteration is computed. Null as long as that is not known. */
export function expectedRate(speed: Speed, { inner, learns }: LoopModel, { status: { steps }, iterationTime }: Pick<Progress, 'iterationTime'> & { status: { steps: number } }): number | null {
  // Each step of adaptation has a phase of collecting, and one of its own where it is a gradient step; the last episode of a trial is its evaluation.
  const stay = (phase: string) => dwellOf(speed, { phase, steps });
  const times = (phase: string) => (phase === 'evaluate' ? 1 : Math.max(1, steps));
  const within = inner.reduce((sum, phase) => sum + times(phase) * stay(phase), 0);
  const whole = stay('sample') + within + (learns ? stay('update') : 0);
  const computing = Number.isFinite(iterationTime) ? iterationTime : 0;
  return whole + computing > 0 ? 1000 / (whole + computing) : null;
}

/** Measures what a run does while it goes on. */
export class RateMeter {
  private points: Array<{ time: number; completed: number }> = [];

  /** `going`: whether it goes on at the same pace as before; else what was measured says nothing any more. */
  add(time: number, completed: number, going: boolean): void {
    if (!going || completed < (this.points.at(-1)?.completed ?? 0)) this.points = [];
    if (!going) return;
    this.points.push({ time, completed });
    while (this.points.length > 2 && this.points[1]!.time <= time - WINDOW) this.points.shift();
  }

  /** Iterations a second; null where too little is known. */
  get rate(): number | null {
    const [first, last] = [this.points[0], this.points.at(-1)];
    if (!first || !last || last.time - first.time < LEAST || last.completed === first.completed) return null;
    return (1000 * (last.completed - first.completed)) / (last.time - first.time);
  }
}
