// Completed iterations at which a run that plays comes to stand, by whose wish that is.
export class Ends {
  /** A host's. */
  stop: number | null = null;
  /** A visitor's, to which it goes at full speed. */
  target: number | null = null;
  /** Of those that it goes in step with: there it waits for them, and then goes on. */
  gate: number | null = null;

  /** The nearest of those that are still to come; null where it goes on without end. `completed`: iterations so far. */
  next(completed: number): number | null {
    const found = [this.stop, this.target, this.gate].filter((iteration) => iteration !== null && iteration > completed) as number[];
    return found.length ? Math.min(...found) : null;
  }

  /** Whether it is the gate, and no end besides, that holds a run with so many completed iterations. */
  waitsAt(completed: number): boolean {
    return this.gate === completed && ![this.stop, this.target].some((end) => end !== null && end <= completed);
  }
}
