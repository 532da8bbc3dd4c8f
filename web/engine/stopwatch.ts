/** How much a run has computed, and how long its iterations take. */
export class Stopwatch {
  /** Milliseconds since the run began. */
  computed = 0;
  inIteration = 0;
  /** NaN before the first iteration. */
  iterationTime = Number.NaN;

  add(milliseconds: number): void {
    this.computed += milliseconds;
    this.inIteration += milliseconds;
  }

  iterationEnded(): void {
    const known = !Number.isNaN(this.iterationTime);
    this.iterationTime = known ? 0.9 * this.iterationTime + 0.1 * this.inIteration : this.inIteration;
    this.inIteration = 0;
  }
}
