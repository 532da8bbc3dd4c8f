import { type Engine, type Evaluation, type Lab, type Resolved, type Trace, isRefusal } from './protocol.ts';

/** Held-out tasks, steps of adaptation, and how many steps of a yardstick stand beside one of the run. */
export interface Size {
  tasks: number;
  steps: number;
  group: number;
}

/** The core plays no more episodes in a row than this. */
const MOST_EPISODES = 1000;
/** Evaluations that are kept. Each is some thousand numbers. */
const KEPT = 100;
/** What a yardstick's held-out values do not depend on. */
const IRRELEVANT = ['meta_batch_size', 'block', 'init', 'episodes', 'test_tasks', 'test_steps'];

/** What was found is kept as long as the worker lives: a rule does the same whenever it is asked. */
export class Findings {
  private readonly traces = new Map<string, Trace>();

  get(key: string): Trace | undefined {
    return this.traces.get(key);
  }

  set(key: string, trace: Trace): void {
    if (this.traces.size >= KEPT) this.traces.delete(this.traces.keys().next().value!);
    this.traces.set(key, trace);
  }
}

/**
 * A family's yardsticks on the held-out tasks of the run, one after the other, a quantum at a time. Each has a lab of
 * its own, so that what is under way can wait whenever something else comes first.
 */
export class Yardsticks {
  private waiting: string[] = [];
  private current: { name: string; key: string; lab: Lab } | null = null;

  constructor(
    private readonly engine: Engine,
    private readonly run: Lab,
    private readonly names: readonly string[],
    private readonly size: () => Size,
    private readonly findings: Findings,
    private readonly report: (evaluation: Evaluation) => void,
  ) {}

  /** These are to be asked. */
  wait(names: readonly string[]): void {
    this.waiting = this.names.filter((name) => names.includes(name));
  }

  /** Those that have not been asked yet, or not to the end. */
  get left(): string[] {
    return [...(this.current ? [this.current.name] : []), ...this.waiting];
  }

  /** One quantum; false where nothing is left to be done. */
  work(): boolean {
    if (this.current) return this.advance(this.current);
    const name = this.waiting.shift();
    if (name === undefined) return false;
    this.begin(name);
    return true;
  }

  /** Held-out tasks or steps may be others now. What is known already is not computed again. */
  restart(): void {
    this.close();
    this.waiting = [...this.names];
  }

  close(): void {
    this.current?.lab.delete();
    this.current = null;
    this.waiting = [];
  }

  private begin(name: string): void {
    const { tasks, steps, group } = this.size();
    const episodes = (steps + 1) * group;
    const resolved = JSON.parse(this.run.companion(name)) as Resolved;
    if (isRefusal(resolved) || episodes > MOST_EPISODES) return;
    // Rules that plan ahead plan for the trial that they are judged by.
    const line = withValue(withValue(resolved.line, 'episodes', episodes), 'test_steps', episodes - 1);
    const values = Object.entries(resolved.values).filter(([knob]) => !IRRELEVANT.includes(knob));
    const key = JSON.stringify([values, tasks, episodes]);
    const known = this.findings.get(key);
    if (known) return this.found(name, known);
    const lab = new this.engine.Lab();
    const fits = !isRefusal(JSON.parse(lab.create(line, new Float32Array(0))));
    const answer = fits ? lab.begin_evaluation(tasks, episodes - 1) : '';
    if (!fits || (answer && isRefusal(JSON.parse(answer)))) lab.delete();
    else this.current = { name, key, lab };
  }

  private advance({ name, key, lab }: { name: string; key: string; lab: Lab }): boolean {
    if (!lab.advance_job()) return true;
    const trace = lab.job();
    lab.delete();
    this.current = null;
    this.findings.set(key, trace);
    this.found(name, trace);
    return true;
  }

  private found(name: string, trace: Trace): void {
    this.report({ run: name, iteration: 0, trace, group: this.size().group });
  }
}

function withValue(line: string, key: string, value: number): string {
  return line.replace(new RegExp(`(^|&)${key}=[^&]*`), `$1${key}=${value}`);
}
