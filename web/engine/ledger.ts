/** Kinds of work that share the worker's time. */
export type Work = 'run' | 'trace' | 'held-out';

/** After so many milliseconds of work the past counts half, so that shares follow the present. */
const MEMORY = 4000;

/** Who used how much of the worker's time lately. */
export class Ledger {
  private readonly spent: Record<Work, number> = { run: 0, trace: 0, 'held-out': 0 };

  add(work: Work, milliseconds: number): void {
    this.spent[work] += milliseconds;
    if (this.total() > MEMORY) {
      for (const key of Object.keys(this.spent) as Work[]) this.spent[key] /= 2;
    }
  }

  /** True where this kind of work has had less than its share. */
  allows(work: Work, share: number): boolean {
    return this.spent[work] <= share * this.total();
  }

  time<T>(work: Work, action: () => T): T {
    const start = performance.now();
    const result = action();
    this.add(work, performance.now() - start);
    return result;
  }

  private total(): number {
    return this.spent.run + this.spent.trace + this.spent['held-out'];
  }
}
