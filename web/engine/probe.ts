import type { Lab } from './protocol.ts';
import type { Study } from './studies.ts';

/** Adapts to one task that the visitor chose. */
export class Probe implements Study {
  readonly name = 'probe';

  constructor(
    readonly request: number,
    private readonly task: Float32Array,
    private readonly steps: number,
    readonly answer: Study['answer'],
  ) {}

  begin(lab: Lab): string {
    return lab.begin_probe(this.task, this.steps);
  }

  work(lab: Lab): object | null {
    return lab.advance_job() ? lab.job() : null;
  }
}
