import { type Engine, ITERATION, type Lab, STOPPED, isRefusal } from './protocol.ts';

/** A rehearsal that takes longer is broken off, and its time is a lower bound. */
const LONGEST = 20_000;

/**
 * Finds out how long an iteration takes on this machine before the visitor has to wait for one: a second lab computes
 * one iteration in spare time and is thrown away.
 */
export class Rehearsal {
  private lab: Lab | null = null;
  private closed = false;
  time = Number.NaN;
  atLeast = false;

  constructor(
    private readonly engine: Engine,
    private readonly line: string,
    private readonly parameters: Float32Array,
  ) {}

  get over(): boolean {
    return this.closed;
  }

  /** One quantum, the first of which makes the lab. */
  work(): void {
    if (this.closed) return;
    if (!this.lab) return this.begin();
    if (Number.isNaN(this.time)) this.time = 0;
    const start = performance.now();
    const reached = this.lab.advance();
    this.time += performance.now() - start;
    this.atLeast = reached < ITERATION && this.time > LONGEST;
    if (reached === ITERATION || reached === STOPPED || this.atLeast) this.close();
  }

  close(): void {
    this.closed = true;
    this.lab?.delete();
    this.lab = null;
  }

  private begin(): void {
    this.lab = new this.engine.Lab();
    // A restored run may have begun from parameters that are not at hand: then nothing is known beforehand.
    if (isRefusal(JSON.parse(this.lab.create(this.line, this.parameters)))) this.close();
  }
}
