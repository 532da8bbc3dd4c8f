import type { Lab } from './protocol.ts';

/** Points that are kept, at most; fewer where the parameters are many (bytes). */
const MOST = 64;
const ROOM = 4_000_000;

/**
 * Where the meta-parameters have been since the run is here: evenly spaced iterations, the first among them. Where there
 * are too many, every other one is dropped, so that ever fewer are looked at.
 */
export class ThetaTrail {
  private points: Array<{ iteration: number; parameters: Float32Array }> = [];
  private every = 1;

  /** At a completed iteration. */
  add(iteration: number, lab: Pick<Lab, 'parameters'>): void {
    const since = (point: number) => point - (this.points[0]?.iteration ?? point);
    if (since(iteration) % this.every !== 0 || iteration === this.points.at(-1)?.iteration) return;
    const parameters = lab.parameters();
    this.points.push({ iteration, parameters });
    const most = Math.max(8, Math.min(MOST, Math.floor(ROOM / (4 * parameters.length))));
    if (this.points.length <= most) return;
    this.every *= 2;
    this.points = this.points.filter((point) => since(point.iteration) % this.every === 0);
  }

  get iterations(): number[] {
    return this.points.map(({ iteration }) => iteration);
  }

  /** All points, one after the other. */
  get parameters(): Float32Array {
    const size = this.points[0]?.parameters.length ?? 0;
    const all = new Float32Array(size * this.points.length);
    this.points.forEach(({ parameters }, i) => all.set(parameters, i * size));
    return all;
  }
}
