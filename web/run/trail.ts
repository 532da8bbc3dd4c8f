import { iterationNumber } from './standing.ts';

/** Batches of tasks that stay faintly visible behind the one at work. */
const KEPT = 8;

export class Trail {
  batches: Float32Array[] = [];
  private latest: { key: number; tasks: Float32Array } | null = null;

  add(iteration: number, complete: boolean, tasks: Float32Array | undefined): void {
    if (!tasks) return;
    const key = iterationNumber({ iteration, complete });
    if (this.latest && this.latest.key !== key) this.batches = [...this.batches, this.latest.tasks].slice(-KEPT);
    this.latest = { key, tasks };
  }

  /** Another one with the same batches. */
  copy(): Trail {
    const trail = new Trail();
    trail.batches = [...this.batches];
    trail.latest = this.latest;
    return trail;
  }

  clear(): void {
    this.batches = [];
    this.latest = null;
  }
}
