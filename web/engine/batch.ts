/** Collects the statistics of many iterations, so that the page gets one message for all of them. */
export class Batch {
  private iterations: number[] = [];
  private rows: number[] = [];

  get empty(): boolean {
    return this.iterations.length === 0;
  }

  add(iteration: number, row: Float32Array): void {
    this.iterations.push(iteration);
    for (const value of row) this.rows.push(value);
  }

  take(): { iterations: Float64Array; rows: Float32Array } {
    const taken = { iterations: Float64Array.from(this.iterations), rows: Float32Array.from(this.rows) };
    this.iterations = [];
    this.rows = [];
    return taken;
  }
}
