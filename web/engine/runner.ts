import { type Company, companyOf } from './companions.ts';
import { HeldOut } from './held-out.ts';
import { Ledger } from './ledger.ts';
import { Probe } from './probe.ts';
import {
  type Description,
  type Engine,
  type Evaluation,
  ITERATION,
  type Lab,
  PHASE,
  type Refusal,
  type Resolved,
  STOPPED,
  type Speed,
  isRefusal,
} from './protocol.ts';
import { type Next, Pump } from './pump.ts';
import { Rehearsal } from './rehearsal.ts';
import { Reporter, type Send } from './reporter.ts';
import { Stopwatch } from './stopwatch.ts';
import { Findings, Yardsticks } from './yardsticks.ts';

/** Milliseconds of work before messages are let in: a pause is answered after one slice and one quantum at most. */
const SLICE = 12;
/** How long each finished phase stays before the next one begins, so that it can be looked at. */
const DWELL: Record<Speed, number> = { slow: 1100, medium: 180, full: 0 };
/** More steps of collecting than this share its time: a trial of a hundred episodes must not take minutes. */
const MANY_STEPS = 5;
/** Of computing. */
const BETWEEN_SNAPSHOTS = 1000;
const TRACE_SHARE = 0.18;
const HELD_OUT_SHARE = 0.25;
/** Above this many milliseconds an iteration is worth being looked at phase by phase, even at full speed. */
const LONG_ITERATION = 800;
/** Phases that stay for less than this many milliseconds are not each worth a trace. */
const SHORT_DWELL = 100;
/** Up to this many milliseconds an iteration is finished before standing still; half of that keeps the promise of 100 ms. */
const SHORT_ITERATION = 30;

type Mode = 'standing' | 'playing' | 'to-phase' | 'to-iteration';

/** One run and everything that is computed around it, in slices. The only user of the module's labs. */
export class Runner {
  private readonly lab: Lab;
  private readonly pump = new Pump(() => this.slice());
  private ledger = new Ledger();
  private reporter: Reporter;
  private watch = new Stopwatch();
  private heldOut: HeldOut | null = null;
  private rehearsal: Rehearsal | null = null;
  private readonly description: Description;
  private readonly findings = new Findings();
  private probing: Probe | null = null;
  private mode: Mode = 'standing';
  private speed: Speed = 'medium';
  private task = 0;
  private values: Record<string, string> = {};
  private complete = true;
  private traceDue = false;
  private reportDue = false;
  private resumeAt = 0;
  private iteration = 0;
  private lastSnapshot = 0;
  private kept = 0;

  constructor(
    private readonly engine: Engine,
    private readonly send: Send,
  ) {
    this.description = JSON.parse(engine.describe()) as Description;
    this.lab = new engine.Lab();
    this.reporter = new Reporter(this.lab, send);
  }

  create(line: string, parameters: Float32Array, companions: boolean): Resolved | Refusal {
    const answer = JSON.parse(this.lab.create(line, parameters)) as Resolved | Refusal;
    if (!isRefusal(answer)) this.begin(answer, parameters, companions);
    return answer;
  }

  restore(bytes: Uint8Array, companions: boolean): Resolved | Refusal {
    const answer = JSON.parse(this.lab.restore(bytes)) as Resolved | Refusal;
    if (!isRefusal(answer)) this.begin(answer, new Float32Array(0), companions);
    return answer;
  }

  change(key: string, value: string): Resolved | Refusal {
    const answer = JSON.parse(this.lab.change(key, value)) as Resolved | Refusal;
    if (isRefusal(answer)) return answer;
    this.values = answer.values;
    this.heldOut?.change(key, value);
    this.pump.wake();
    return answer;
  }

  play(speed: Speed): void {
    this.speed = speed;
    this.mode = 'playing';
    this.resumeAt = 0;
    // One that is under way would take time from the run, which will tell the same by itself.
    if (this.rehearsal && !this.rehearsal.over) {
      this.rehearsal.close();
      this.rehearsal = null;
    }
    this.refresh();
  }

  pause(): void {
    // A short iteration is finished first, so that every picture shows a whole one.
    const short = this.mode === 'playing' && this.speed === 'full' && this.watch.iterationTime < SHORT_ITERATION;
    const end = performance.now() + 2 * SHORT_ITERATION;
    const begun = !this.complete || this.reporter.status().done > 0;
    if (short && begun) {
      this.mode = 'to-iteration';
      while (this.mode === 'to-iteration' && performance.now() < end) this.run(end);
    }
    this.mode = 'standing';
    this.traceDue = true;
    this.refresh();
  }

  step(until: 'phase' | 'iteration'): void {
    this.mode = until === 'phase' ? 'to-phase' : 'to-iteration';
    this.refresh();
  }

  choose(task: number): void {
    this.task = task;
    this.traceDue = true;
    this.pump.wake();
  }

  probe(probe: Probe): Refusal | null {
    this.heldOut?.interrupt();
    const refusal = probe.begin(this.lab);
    this.probing = refusal ? null : probe;
    this.pump.wake();
    return refusal;
  }

  cancelProbe(request: number): void {
    if (this.probing?.request === request) this.probing = null;
  }

  snapshot(): Uint8Array {
    return this.lab.snapshot();
  }

  parameters(): Float32Array {
    return this.lab.parameters();
  }

  close(): void {
    this.pump.close();
    this.heldOut?.close();
    this.rehearsal?.close();
    this.lab.delete();
  }

  /** A run has just been created or restored: everything around it starts anew. */
  private begin(resolved: Resolved, parameters: Float32Array, companions: boolean): void {
    this.values = resolved.values;
    this.mode = 'standing';
    this.ledger = new Ledger();
    this.reporter = new Reporter(this.lab, this.send);
    this.watch = new Stopwatch();
    this.lastSnapshot = 0;
    this.probing = null;
    this.task = Math.min(this.task, Number(resolved.values.meta_batch_size ?? 1) - 1);
    this.heldOut?.close();
    this.heldOut = this.measure(companions ? companyOf(this.description, resolved) : { companions: [], yardsticks: [], group: 1 });
    this.iteration = this.kept = this.reporter.status().iteration;
    // The first tasks are there to be seen before anything is played.
    while (this.lab.advance() < PHASE);
    this.complete = false;
    this.rehearsal?.close();
    this.rehearsal = companions ? new Rehearsal(this.engine, resolved.line, parameters) : null;
    // Reports follow the answer to the request: what came before it spoke of another run.
    this.traceDue = this.reportDue = true;
    this.pump.wake();
  }

  private measure({ companions, yardsticks, group }: Company): HeldOut {
    const size = () => evaluationSize(this.values);
    const report = (evaluation: Evaluation) => this.send({ kind: 'evaluation', evaluation });
    const rules = new Yardsticks(this.engine, this.lab, yardsticks, () => ({ ...size(), group }), this.findings, report);
    return new HeldOut(this.engine, this.lab, companions, rules, size, report);
  }

  private slice(): Next {
    const now = performance.now();
    const end = now + SLICE;
    if (this.mode !== 'standing' && now >= this.resumeAt) {
      this.run(end);
      return 'again';
    }
    if (this.reportDue) this.refresh();
    if (this.traceDue) this.sendTrace();
    if (this.spare(end)) return 'again';
    return this.mode === 'standing' ? 'idle' : Math.max(0, this.resumeAt - now);
  }

  private run(end: number): void {
    while (performance.now() < end && this.mode !== 'standing') {
      const start = performance.now();
      const reached = this.lab.advance();
      const took = performance.now() - start;
      this.ledger.add('run', took);
      this.watch.add(took);
      if (reached >= PHASE) {
        this.finished(reached);
        if (this.resumeAt > performance.now()) break;
      }
      if (this.ledger.allows('held-out', HELD_OUT_SHARE)) this.spareQuantum(true);
    }
    if (this.reporter.due) this.refresh();
  }

  /** A phase, an iteration or the whole run has come to its end. */
  private finished(reached: number): void {
    this.complete = reached !== PHASE;
    if (reached === ITERATION) this.finishedIteration();
    const looking = this.mode === 'to-phase' || (this.mode === 'playing' && DWELL[this.speed] > 0);
    const stop =
      reached === STOPPED || this.mode === 'to-phase' || (this.mode === 'to-iteration' && reached === ITERATION);
    const dwell = this.dwell();
    if (looking) this.resumeAt = performance.now() + dwell;
    if (stop) {
      this.mode = 'standing';
      this.resumeAt = 0;
    }
    if (stop || (looking && (this.complete || dwell > SHORT_DWELL || this.reporter.traceDue))) {
      this.sendTrace();
      this.refresh();
    } else if (reached === ITERATION || this.watch.iterationTime > LONG_ITERATION) {
      if (this.reporter.traceDue && this.ledger.allows('trace', TRACE_SHARE)) this.sendTrace();
    }
  }

  private dwell(): number {
    const { phase, steps } = this.reporter.status();
    return DWELL[this.speed] / (phase === 'collect' ? Math.max(1, steps / MANY_STEPS) : 1);
  }

  private finishedIteration(): void {
    this.iteration = this.reporter.status().iteration;
    this.reporter.iteration(this.iteration);
    this.watch.iterationEnded();
    if (this.watch.computed - this.lastSnapshot >= BETWEEN_SNAPSHOTS) this.keep();
  }

  /** What is kept here is what a new worker goes on from when this one is lost. */
  private keep(): void {
    this.lastSnapshot = this.watch.computed;
    this.kept = this.iteration;
    this.reporter.snapshot(this.iteration);
  }

  /** Work that nobody waits for the run with: probes, the rehearsal, held-out evaluation. */
  private spare(end: number): boolean {
    let did = false;
    while (performance.now() < end && this.spareQuantum(false)) did = true;
    return did;
  }

  private spareQuantum(busy: boolean): boolean {
    if (this.probing) {
      if (this.probing.work(this.lab)) this.probing = null;
      return true;
    }
    if (!busy && this.rehearsal && !this.rehearsal.over) {
      this.rehearsal.work();
      if (this.rehearsal.over) this.refresh();
      return true;
    }
    const playing = this.mode === 'playing';
    return this.ledger.time('held-out', () => this.heldOut?.work(this.iteration, this.watch.computed, playing) ?? false);
  }

  private sendTrace(): void {
    this.traceDue = false;
    this.ledger.time('trace', () => this.reporter.trace(this.task, this.complete));
  }

  /** Tells the page where the run stands, and wakes the pump. */
  private refresh(): void {
    this.reportDue = false;
    if (this.mode === 'standing' && this.kept !== this.iteration) this.keep();
    const { iterationTime } = this.watch;
    const rehearsal = Number.isNaN(iterationTime) && this.rehearsal?.over ? this.rehearsal : null;
    this.reporter.progress({
      running: this.mode !== 'standing',
      complete: this.complete,
      iterationTime: rehearsal?.time ?? iterationTime,
      atLeast: rehearsal?.atLeast ?? false,
    });
    this.pump.wake();
  }
}

function evaluationSize(values: Record<string, string>): { tasks: number; steps: number } {
  return { tasks: Number(values.test_tasks), steps: Number(values.test_steps) };
}
