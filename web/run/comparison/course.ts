// What is known of one run on held-out tasks along its way: each task's own value, so that runs can be compared task by task.
import type { Evaluation, Progress, Resolved, TraceArray } from '../../engine/protocol.ts';

/** What is compared: what whole trials brought, or a task's loss or return after adaptation. */
export type Quantity = 'total' | 'after';

export interface Point {
  /** Completed iterations. */
  iteration: number;
  /** Milliseconds of computing that they took on this machine. */
  milliseconds: number;
  /** Parameters of the held-out tasks, in their order. */
  tasks: TraceArray;
  /** [tasks, steps + 1] */
  values: TraceArray;
}

/** How a run does on held-out tasks along its way. */
export class Course {
  /** By their iterations, ascending. */
  readonly points: Point[] = [];
  private spent = 0;
  private heard = 0;
  private completed = 0;

  /** Computing goes on; a run that goes on with another worker begins to count anew there. */
  hear({ computed, status }: Pick<Progress, 'computed' | 'status'>): void {
    this.spent += computed >= this.heard ? computed - this.heard : computed;
    this.heard = computed;
    this.completed = status.iteration;
  }

  add({ iteration, trace: { tasks, values } }: Evaluation): void {
    if (!tasks || !values) return;
    // Where the run went on while it was evaluated, its share of the time.
    const milliseconds = this.completed ? this.spent * Math.min(1, iteration / this.completed) : 0;
    const at = this.points.findIndex((point) => point.iteration >= iteration);
    const known = this.points[at]?.iteration === iteration;
    if (known) return;
    this.points.splice(at < 0 ? this.points.length : at, 0, { iteration, milliseconds, tasks, values });
  }

  at(iteration: number): Point | null {
    return this.points.find((point) => point.iteration === iteration) ?? null;
  }

  /** Forgets what came after an iteration: the run goes on from there in another way. */
  cut(iteration: number): void {
    while ((this.points.at(-1)?.iteration ?? 0) > iteration) this.points.pop();
  }
}

/** The moment at which a learner is judged: after as many steps as it is trained for, or at the end of a trial. */
function judgedAt({ values, adaptation }: Resolved, width: number): number {
  const steps = adaptation.trials ? undefined : values.inner_steps;
  return steps === undefined ? width - 1 : Math.min(Number(steps), width - 1);
}

/** The compared number of each task. */
export function scoresOf({ values: { shape, data } }: Point, resolved: Resolved, quantity: Quantity): number[] {
  const [count = 0, width = 1] = shape;
  const at = judgedAt(resolved, width);
  return Array.from({ length: count }, (_, task) => {
    if (quantity === 'after') return data[task * width + at]!;
    let sum = 0;
    for (let i = 0; i < width; i++) sum += data[task * width + i]!;
    return sum;
  });
}

/** Whether two points are of the same held-out tasks, in the same order. */
export function sameTasks(a: Point, b: Point): boolean {
  return a.tasks.data.length === b.tasks.data.length && a.values.shape[0] === b.values.shape[0] && a.tasks.data.every((value, i) => Object.is(value, b.tasks.data[i]));
}
