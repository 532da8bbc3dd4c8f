import { type Lab, type Refusal, type Trace, isRefusal } from './protocol.ts';

/** Adapts to one task that the visitor chose, a quantum at a time, while the run goes on or stands still. */
export class Probe {
  constructor(
    readonly request: number,
    private readonly task: Float32Array,
    private readonly steps: number,
    private readonly answer: (trace: Trace) => void,
  ) {}

  begin(lab: Lab): Refusal | null {
    const text = lab.begin_probe(this.task, this.steps);
    const answer: unknown = text ? JSON.parse(text) : null;
    return isRefusal(answer) ? answer : null;
  }

  /** One quantum; true when the probe is over. */
  work(lab: Lab): boolean {
    const over = lab.advance_job();
    if (over) this.answer(lab.job());
    return over;
  }
}
