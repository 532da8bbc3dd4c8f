import type { Companion } from './companions.ts';
import { type Engine, type Evaluation, ITERATION, type Lab, type ParkedCompanion, type Resolved, type RunName, STOPPED, isRefusal } from './protocol.ts';
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
  /** A snapshot of the end of its latest iteration, where one takes long; else null. */
  beginning: Uint8Array | null;
  /** Milliseconds in the iteration under way. */
  spent: number;
}

const FRESH = { iteration: 0, target: 0, evaluated: -1, stopped: false, beginning: null, spent: 0 };
/** Of an iteration that takes longer than this the beginning is kept: going back into its middle must not stop the worker. */
const KEPT_BEGINNING = 50;

/**
 * Held-out evaluation of the run and of what it is measured against: `scratch`, which has nothing to learn, and
 * `pretrained`, which is trained for as many iterations as the run, and the family's yardsticks. It is spare work, one
 * quantum at a time.
 */
export class HeldOut {
  private readonly entrants = new Map<RunName, Entrant>();
  private readonly waiting: RunName[] = [];
  /** Companions that have no lab yet: each is made in spare time, so that nobody waits for them when the run begins. */
  private coming: Companion[] = [];
  private current: RunName | null = null;
  private due = 0;

  constructor(
    private readonly engine: Engine,
    lab: Lab,
    private readonly yardsticks: Yardsticks,
    private readonly size: () => { tasks: number; steps: number },
    private readonly report: (evaluation: Evaluation) => void,
  ) {
    this.entrants.set('run', { lab, ...FRESH });
  }

  /** Who is measured beside the run from now on, from the beginning. */
  accompany(companions: readonly Companion[]): void {
    this.coming = [...companions];
  }

  /** Makes the labs that companions still lack: from here on the run's line is not the one that they begin with. */
  admitAll(): void {
    while (this.admit());
  }

  /** Goes on where `park` stood. */
  revive(evaluated: number, companions: readonly ParkedCompanion[]): void {
    this.entrants.get('run')!.evaluated = evaluated;
    for (const { name, bytes, ...standing } of companions) this.enter(name, (lab) => lab.restore(bytes), { ...FRESH, ...standing });
  }

  /** Where everybody stands, as plain data. An evaluation under way has to begin again. */
  park(): { evaluated: number; companions: ParkedCompanion[] } {
    this.admitAll();
    const evaluated = (name: RunName, entrant: Entrant) => (this.current === name || this.waiting.includes(name) ? -1 : entrant.evaluated);
    const companions = [...this.entrants].flatMap(([name, entrant]) => {
      const { lab, beginning, iteration, target, stopped } = entrant;
      return name === 'run' ? [] : [{ name, bytes: beginning?.slice() ?? lab.snapshot(), iteration, target, evaluated: evaluated(name, entrant), stopped }];
    });
    return { evaluated: evaluated('run', this.entrants.get('run')!), companions };
  }

  /** Makes the next companion's lab; false where all have theirs. */
  private admit(): boolean {
    const name = this.coming.shift();
    if (!name) return false;
    const resolved = JSON.parse(this.entrants.get('run')!.lab.companion(name)) as Resolved | { status: 'refused' };
    if (resolved.status === 'ok') this.enter(name, (lab) => lab.create(resolved.line, new Float32Array(0)));
    return true;
  }

  private enter(name: RunName, begin: (lab: Lab) => string, standing: Omit<Entrant, 'lab'> = FRESH): void {
    const lab = new this.engine.Lab();
    if (isRefusal(JSON.parse(begin(lab)))) lab.delete();
    else this.entrants.set(name, { lab, ...standing, beginning: lab.snapshot() });
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
    if (this.admit()) return true;
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
    const start = performance.now();
    const reached = behind.lab.advance();
    behind.spent += performance.now() - start;
    if (reached === ITERATION) {
      behind.iteration += 1;
      behind.beginning = behind.spent > KEPT_BEGINNING ? behind.lab.snapshot() : null;
      behind.spent = 0;
    }
    if (reached === STOPPED) behind.stopped = true;
    return true;
  }

  /** A knob of the run was changed: its companions follow, where they have it, from their next iteration on. */
  change(key: string, value: string): void {
    for (const [name, entrant] of this.entrants) {
      entrant.evaluated = -1;
      if (name !== 'run') {
        entrant.lab.change(key, value);
        entrant.beginning = null;
      }
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
    this.coming = [];
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
