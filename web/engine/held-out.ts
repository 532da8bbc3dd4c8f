import type { Companion } from './companions.ts';
import { type Engine, type Evaluation, ITERATION, type Lab, type Resolved, type RunName, STOPPED, isRefusal } from './protocol.ts';
import type { Yardsticks } from './yardsticks.ts';

/** Milliseconds of computing between two evaluations while a run goes on. */
const INTERVAL = 3000;

interface Entrant {
  lab: Lab;
  iteration: number;
  /** Where it should stand: what it lacks is made up for in spare time. */
  target: number;
  /** The iteration that it was evaluated at last; -1 before the first time. */
  evaluated: number;
  stopped: boolean;
}

/**
 * Held-out evaluation of the run and of what it is measured against: `scratch`, which has nothing to learn, and
 * `pretrained`, which is trained for as many iterations as the run, and the family's yardsticks. It is spare work, one
 * quantum at a time.
 */
export class HeldOut {
  private readonly entrants = new Map<RunName, Entrant>();
  private readonly waiting: RunName[] = [];
  private current: RunName | null = null;
  private due = 0;

  constructor(
    engine: Engine,
    lab: Lab,
    companions: readonly Companion[],
    private readonly yardsticks: Yardsticks,
    private readonly size: () => { tasks: number; steps: number },
    private readonly report: (evaluation: Evaluation) => void,
  ) {
    this.entrants.set('run', { lab, iteration: 0, target: 0, evaluated: -1, stopped: false });
    for (const name of companions) {
      const resolved = JSON.parse(lab.companion(name)) as Resolved;
      if (isRefusal(resolved)) continue;
      const other = new engine.Lab();
      if (isRefusal(JSON.parse(other.create(resolved.line, new Float32Array(0))))) other.delete();
      else this.entrants.set(name, { lab: other, iteration: 0, target: 0, evaluated: -1, stopped: false });
    }
  }

  /** The lab's only job was given to somebody else: what was under way has to begin again. */
  interrupt(): void {
    if (this.current !== 'run') return;
    this.waiting.unshift('run');
    this.current = null;
  }

  /** One quantum of spare work; false where nothing is to be done. `computed`: milliseconds that the run has had. */
  work(iteration: number, computed: number, playing: boolean): boolean {
    this.entrants.get('run')!.iteration = iteration;
    const pretrained = this.entrants.get('pretrained');
    if (pretrained) pretrained.target = iteration;
    if (this.current) return this.evaluate(this.current);
    const behind = [...this.entrants.values()].find((entrant) => !entrant.stopped && entrant.iteration < entrant.target);
    if (!this.waiting.length && (!playing || computed >= this.due)) {
      this.due = computed + INTERVAL;
      for (const [name, entrant] of this.entrants) {
        // Standing still, a companion is worth evaluating only where it stands beside the run.
        if (entrant === behind && !playing) continue;
        if (entrant.evaluated !== entrant.iteration) this.waiting.push(name);
      }
    }
    const next = this.waiting.shift();
    if (next) return this.begin(next);
    // They are asked once, and wait whenever the run itself is to be evaluated.
    if (this.yardsticks.work()) return true;
    if (!behind) return false;
    const reached = behind.lab.advance();
    if (reached === ITERATION) behind.iteration += 1;
    if (reached === STOPPED) behind.stopped = true;
    return true;
  }

  /** A knob of the run was changed: its companions follow, where they have it, from their next iteration on. */
  change(key: string, value: string): void {
    for (const [name, entrant] of this.entrants) {
      entrant.evaluated = -1;
      if (name !== 'run') entrant.lab.change(key, value);
      // Nothing is learned in an iteration of scratch, but without one the change would never hold.
      if (name === 'scratch') entrant.target += 1;
    }
    // Rules know nothing of the run's knobs, but they are judged on as many tasks.
    if (key.startsWith('test_')) this.yardsticks.restart();
    this.due = 0;
  }

  close(): void {
    for (const [name, entrant] of this.entrants) if (name !== 'run') entrant.lab.delete();
    this.entrants.clear();
    this.yardsticks.close();
  }

  private begin(name: RunName): boolean {
    const entrant = this.entrants.get(name)!;
    entrant.evaluated = entrant.iteration;
    const { tasks, steps } = this.size();
    const answer = entrant.lab.begin_evaluation(tasks, steps);
    if (answer && isRefusal(JSON.parse(answer))) return true;
    this.current = name;
    return true;
  }

  private evaluate(name: RunName): boolean {
    const entrant = this.entrants.get(name)!;
    if (entrant.lab.advance_job()) {
      this.current = null;
      this.report({ run: name, iteration: entrant.evaluated, trace: entrant.lab.job(), group: 1 });
    }
    return true;
  }
}
