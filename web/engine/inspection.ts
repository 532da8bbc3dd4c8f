import { INSPECTION_STAGES, type Inspected, type InspectionStage, type Lab, type Status } from './protocol.ts';
import type { Study } from './studies.ts';

/** Looks into the gradient that the run learns by, and takes the time of it: the core has no clock. */
export class Inspection implements Study {
  readonly name = 'inspect';
  private iteration = 0;
  private readonly times = Object.fromEntries(INSPECTION_STAGES.map((stage) => [stage, 0])) as Record<InspectionStage, number>;

  constructor(
    readonly request: number,
    readonly answer: Study['answer'],
  ) {}

  begin(lab: Lab): string {
    this.iteration = (JSON.parse(lab.status()) as Status).iteration;
    return lab.begin_inspection();
  }

  work(lab: Lab): Inspected | null {
    const start = performance.now();
    const stage: InspectionStage | undefined = INSPECTION_STAGES[lab.advance_inspection() as number];
    if (!stage) return { trace: lab.inspection(), iteration: this.iteration, times: this.times };
    this.times[stage] += performance.now() - start;
    return null;
  }

  share(lab: Lab): number {
    return lab.inspected();
  }
}
