import { LANDSCAPE_PLANES, type Lab, type Landscape as Found, type Requests, type Status } from './protocol.ts';
import type { Study } from './studies.ts';
import type { ThetaTrail } from './theta-trail.ts';

/** Draws the landscape around the present parameters, with the way that led to them. */
export class Landscape implements Study {
  readonly name = 'landscape';
  private iteration = 0;
  private iterations: number[] = [];

  constructor(
    readonly request: number,
    private readonly form: Requests['landscape'],
    private readonly trail: () => ThetaTrail,
    readonly answer: Study['answer'],
  ) {}

  begin(lab: Lab): string {
    const { plane, first, second, cells } = this.form;
    const trail = this.trail();
    this.iteration = (JSON.parse(lab.status()) as Status).iteration;
    this.iterations = trail.iterations;
    return lab.begin_landscape(LANDSCAPE_PLANES.indexOf(plane), first, second, cells, trail.parameters);
  }

  work(lab: Lab): Found | null {
    if (!lab.advance_landscape()) return null;
    return { trace: lab.landscape(), iteration: this.iteration, iterations: this.iterations, form: this.form };
  }

  share(lab: Lab): number {
    return lab.landscaped();
  }
}
