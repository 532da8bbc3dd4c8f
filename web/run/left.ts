// Runs that were left for others, and can be taken up again as they stood.
import type { Evaluation, Parked, Progress, Resolved, RunName, Speed, Trace } from '../engine/protocol.ts';
import type { HistoryData } from './history.ts';
import type { Marks } from './marks.ts';
import type { ShownTrace } from './shown.ts';
import type { Trail } from './trail.ts';

/** A run at the moment when it was left: its state in the worker, and its state on the page. */
export interface Stood {
  resolved: Resolved;
  parked: Parked;
  progress: Progress | null;
  history: HistoryData;
  evaluations: Partial<Record<RunName, Evaluation>>;
  shown: ShownTrace | null;
  updated: Trace | null;
  trail: Trail;
  task: number;
  speed: Speed | null;
  marks: Marks;
}

export interface LeftRun {
  /** Number of the place that the run has among all that this page had. */
  place: number;
  stood: Stood;
}

const MOST = 12;
const MOST_BYTES = 64 * 1024 * 1024;

/** As an editor keeps them: those before the present one and, after going back, those after it. */
export class LeftRuns {
  private before: LeftRun[] = [];
  private after: LeftRun[] = [];

  has(place: number): boolean {
    return [...this.before, ...this.after].some((left) => left.place === place);
  }

  get previous(): number | null {
    return this.before.at(-1)?.place ?? null;
  }

  get next(): number | null {
    return this.after[0]?.place ?? null;
  }

  /** Another run has been started: this one was left. What had been undone is not to be had any more. */
  leave(left: LeftRun): void {
    this.before.push(left);
    this.after = [];
    this.trim();
  }

  /** Nothing worth keeping was left. */
  moveOn(): void {
    this.after = [];
  }

  look(place: number): Stood | null {
    return [...this.before, ...this.after].find((left) => left.place === place)?.stood ?? null;
  }

  tell(place: number | null): { line: string; iteration: number } | null {
    const stood = place === null ? null : this.look(place);
    return stood && { line: stood.resolved.short, iteration: stood.parked.iteration };
  }

  /** The run at `place` is taken up, and the present one left for it. */
  take(place: number, present: LeftRun): void {
    const all = [...this.before, present, ...this.after];
    const at = all.findIndex((left) => left.place === place);
    this.before = all.slice(0, at);
    this.after = all.slice(at + 1);
    this.trim();
  }

  clear(): void {
    this.before = [];
    this.after = [];
  }

  /** The ones furthest away go first. */
  private trim(): void {
    const size = () => [...this.before, ...this.after].reduce((sum, { stood }) => sum + bytesOf(stood), 0);
    while (this.before.length + this.after.length > MOST || (size() > MOST_BYTES && this.before.length + this.after.length > 1)) {
      if (this.after.length > this.before.length) this.after.pop();
      else this.before.shift();
    }
  }
}

function bytesOf({ parked, history, evaluations, marks }: Stood): number {
  const companions = parked.beside?.companions ?? [];
  const traces = Object.values(evaluations).flatMap((evaluation) => Object.values(evaluation?.trace ?? {}));
  return (
    parked.bytes.length +
    marks.bytes +
    companions.reduce((sum, { bytes }) => sum + bytes.length, 0) +
    traces.reduce((sum, array) => sum + array.data.byteLength, 0) +
    8 * history.iterations.length * (history.names.length + 1)
  );
}
