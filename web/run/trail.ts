/** Batches of tasks that stay faintly visible behind the one at work. */
const KEPT = 8;

export class Trail {
  batches: Float32Array[] = [];
  private latest: { key: number; tasks: Float32Array } | null = null;

  add(iteration: number, complete: boolean, tasks: Float32Array | undefined): void {
    if (!tasks) return;
    // Until its update is complete a batch belongs to the iteration after the completed one.
    const key = complete ? iteration : iteration + 1;
    if (this.latest && this.latest.key !== key) this.batches = [...this.batches, this.latest.tasks].slice(-KEPT);
    this.latest = { key, tasks };
  }

  clear(): void {
    this.batches = [];
    this.latest = null;
  }
}
