// Runs that live beside another one and only as long as it does: whatever puts that one to sleep, wakes or disposes it does the same to them.

/** A run, as far as this is concerned. */
interface Dependent {
  sleep(): Promise<void>;
  wake(): Promise<void>;
  dispose(): void;
}

export class Dependents {
  private readonly runs = new Set<Dependent>();

  add(run: Dependent): void {
    this.runs.add(run);
  }

  /** Disposes one of them. */
  drop(run: Dependent): void {
    if (this.runs.delete(run)) run.dispose();
  }

  async sleep(): Promise<void> {
    await Promise.all([...this.runs].map((run) => run.sleep()));
  }

  async wake(): Promise<void> {
    await Promise.all([...this.runs].map((run) => run.wake()));
  }

  dispose(): void {
    for (const run of [...this.runs]) this.drop(run);
  }
}
