import { valuesAfter } from './changes.ts';
import { companyOf } from './companions.ts';
import { HELD, dwellOf } from './dwell.ts';
import { HeldOut } from './held-out.ts';
import { Ledger } from './ledger.ts';
import { Journey, type Way, layGround } from './journey.ts';
import {
  type Description,
  type Engine,
  type Evaluation,
  type Ground,
  ITERATION,
  type Lab,
  type Mode,
  PHASE,
  type Parked,
  type Receipt,
  type Refusal,
  type Resolved,
  STOPPED,
  type Speed,
  type Trace,
  isRefusal,
} from './protocol.ts';
import { Rehearsal } from './rehearsal.ts';
import { Replay, sampleTasks } from './replay.ts';
import { Reporter, type Send } from './reporter.ts';
import { ThetaTrail } from './theta-trail.ts';
import { Stopwatch } from './stopwatch.ts';
import { Studies, type Study } from './studies.ts';
import type { Next, Seat, Turns } from './turns.ts';
import { type Findings, Yardsticks } from './yardsticks.ts';

/** Milliseconds of work before messages are let in: a pause is answered after one slice and one quantum at most. */
const SLICE = 12;
/** Of computing. */
const BETWEEN_SNAPSHOTS = 1000;
/** Of an iteration that takes longer than this the beginning is kept: going back into its middle must not stop the worker. */
const KEPT_BEGINNING = 50;
const TRACE_SHARE = 0.18;
const HELD_OUT_SHARE = 0.25;
/** Above this many milliseconds an iteration is worth being looked at phase by phase, even at full speed. */
const LONG_ITERATION = 800;
/** Phases that stay for less than this many milliseconds are not each worth a trace. */
const SHORT_DWELL = 100;
/** Up to this many milliseconds an iteration is finished before standing still; half of that keeps the promise of 100 ms. */
const SHORT_ITERATION = 30;

/** What the runs of a worker have in common. */
export interface Shared {
  engine: Engine;
  description: Description;
  turns: Turns;
  findings: Findings;
}

/** One run and everything that is computed around it, in slices. The only user of the module's labs. */
export class Runner {
  readonly seat: Seat;
  private readonly lab: Lab;
  private ledger = new Ledger();
  private reporter: Reporter;
  private watch = new Stopwatch();
  private heldOut: HeldOut | null = null;
  private yardsticks: Yardsticks | null = null;
  private rehearsal: Rehearsal | null = null;
  /** On its way to where it stood once. `parked`: what `park` gives back meanwhile. */
  private replay: { work: Way; over: (resolved: Resolved | null) => void; parked: Parked | null } | null = null;
  /** What it is measured against waits until it goes on. */
  private alone = false;
  /** Nothing can be seen of the iteration that the run stands at the end of: it was computed elsewhere. */
  private unseen = false;
  private trail = new ThetaTrail();
  private readonly studies = new Studies((request, share) => this.send({ kind: 'share', request, share }));
  private resolved: Resolved | null = null;
  private accompanied = false;
  private mode: Mode = 'standing';
  private speed: Speed = 'medium';
  private task = 0;
  private complete = true;
  private crashing = false;
  private traceDue = false;
  private reportDue = false;
  private until = Number.POSITIVE_INFINITY;
  private resumeAt = 0;
  private iteration = 0;
  private lastSnapshot = 0;
  private kept = 0;
  /** A snapshot to come back to, and what happened since. */
  private beginning: Uint8Array | null = null;
  private quanta = 0;
  private changes: Parked['changes'] = [];

  constructor(
    private readonly shared: Shared,
    private readonly send: Send,
  ) {
    this.lab = new shared.engine.Lab();
    this.reporter = new Reporter(this.lab, send);
    this.seat = shared.turns.join(() => this.slice());
  }

  create(line: string, parameters: Float32Array, companions: boolean): Resolved | Refusal {
    const answer = JSON.parse(this.lab.create(line, parameters)) as Resolved | Refusal;
    if (!isRefusal(answer)) this.begin(answer, parameters, companions);
    return answer;
  }

  /** Goes on from the core's snapshot. */
  restore(bytes: Uint8Array, companions: boolean): Resolved | Refusal {
    const answer = JSON.parse(this.lab.restore(bytes)) as Resolved | Refusal;
    if (!isRefusal(answer)) this.begin(answer, new Float32Array(0), companions);
    return answer;
  }

  /** Goes on exactly where a run was parked; `over` hears of it when the run stands there. */
  revive(parked: Parked, over: (answer: Resolved | Refusal | null) => void): void {
    const answer = JSON.parse(this.lab.restore(parked.bytes)) as Resolved | Refusal;
    if (isRefusal(answer)) return over(answer);
    this.arrive(answer, parked.beside !== null);
    // It was parked where it was looked back at.
    this.alone = parked.beside !== null && parked.beside.companions.length < companyOf(this.shared.description, answer).companions.length;
    this.task = this.taskWithin(parked.task);
    this.heldOut!.revive(parked.evaluated, parked.beside?.companions ?? []);
    this.yardsticks!.wait(parked.beside?.yardsticks ?? []);
    this.watch.iterationTime = parked.iterationTime;
    if (parked.beside && Number.isNaN(parked.iterationTime)) this.rehearse(answer.line, new Float32Array(0));
    this.beginning = parked.bytes;
    this.quanta = parked.quanta;
    this.changes = [...parked.changes];
    this.complete = this.unseen = parked.complete;
    // Whoever showed the run before it was parked still shows it.
    this.traceDue = !parked.complete;
    this.mode = parked.mode;
    this.speed = parked.speed;
    this.replay = { work: new Replay(this.lab, parked), over, parked };
    this.seat.wake();
  }

  /** Goes to the end of an iteration where it was before, and stands there; `over` hears of it. `line`: with the changes that were made since. */
  revisit(ground: Ground, line: string, iteration: number, over: (answer: Resolved | Refusal | null) => void): void {
    const { speed } = this;
    const answer = layGround(this.lab, ground);
    if (isRefusal(answer)) return over(answer);
    this.arrive(answer, true);
    this.speed = speed;
    this.alone = true;
    this.beginning = null;
    this.quanta = 0;
    const work = new Journey(this.lab, answer, line, iteration);
    // Where nothing is left to be done, nothing can be seen of the iteration either.
    this.complete = true;
    this.unseen = work.over;
    this.replay = { work, over, parked: null };
    this.seat.wake();
  }

  /** Everything that `revive` needs; null where there is no run. It goes on. */
  park(): Parked | null {
    if (!this.heldOut || !this.yardsticks) return null;
    // Whatever has not been told yet is told now: nobody else could.
    this.refresh();
    const { mode, speed, task, iteration } = this;
    const { evaluated, companions } = this.heldOut.park();
    const beside = this.accompanied ? { companions, yardsticks: this.yardsticks.left } : null;
    const common = { mode, speed, task, evaluated, beside, iterationTime: this.watch.iterationTime };
    if (this.replay?.parked) return { ...this.replay.parked, ...common };
    // The beginning of a short iteration was not kept: the core's snapshot knows how far into it the run is.
    const since = this.beginning ? { bytes: this.beginning.slice(), quanta: this.quanta, changes: this.changes } : { bytes: this.lab.snapshot(), quanta: 0, changes: [] };
    return { ...since, iteration, complete: this.complete, ...common };
  }

  change(key: string, value: string): Resolved | Refusal {
    this.finishReplay();
    this.join();
    this.heldOut?.admitAll();
    const answer = JSON.parse(this.lab.change(key, value)) as Resolved | Refusal;
    if (isRefusal(answer)) return answer;
    this.resolved = answer;
    if (this.beginning) this.changes.push({ after: this.quanta, key, value });
    this.heldOut?.change(key, value);
    // What is lost from here on is not the change.
    this.keep();
    this.seat.wake();
    return answer;
  }

  /** `until`: completed iterations at which it comes to stand. */
  play(speed: Speed, until = Number.POSITIVE_INFINITY): void {
    this.join();
    this.speed = speed;
    this.until = until;
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
    const begun = !this.replay && (!this.complete || this.reporter.status().done > 0);
    if (short && begun) {
      this.mode = 'to-iteration';
      while (this.mode === 'to-iteration' && performance.now() < end) this.run(end);
    }
    this.mode = 'standing';
    this.traceDue = true;
    this.refresh();
  }

  step(until: 'phase' | 'iteration'): void {
    this.join();
    this.mode = until === 'phase' ? 'to-phase' : 'to-iteration';
    this.refresh();
  }

  choose(task: number): void {
    this.task = this.taskWithin(task);
    this.traceDue = true;
    this.seat.wake();
  }

  /** Several tasks of the batch as they stand. */
  film(tasks: readonly number[]): Trace[] {
    if (this.replay || this.unseen || !this.resolved) return [];
    return this.ledger.time('trace', () => tasks.map((task) => this.lab.trace(this.taskWithin(task))));
  }

  study(study: Study): void {
    // The lab has one job at a time.
    if (study.name === 'probe') this.heldOut?.interrupt();
    this.studies.begin(study, this.lab);
    this.seat.wake();
  }

  /** Where its meta-parameters have been. */
  get way(): ThetaTrail {
    return this.trail;
  }

  cancelStudy(request: number): void {
    this.studies.cancel(request);
  }

  snapshot(): Uint8Array {
    this.finishReplay();
    return this.lab.snapshot();
  }

  receipt(): Receipt {
    this.finishReplay();
    return JSON.parse(this.lab.receipt()) as Receipt;
  }

  parameters(): Float32Array {
    return this.lab.parameters();
  }

  /** The next slice of work does what a trap in the module does. */
  crash(): void {
    this.crashing = true;
    this.seat.wake();
  }

  close(): void {
    this.seat.leave();
    this.studies.clear();
    this.heldOut?.close();
    this.rehearsal?.close();
    this.lab.delete();
  }

  /** A run has just been created or restored: it stands with its first tasks sampled. */
  private begin(resolved: Resolved, parameters: Float32Array, companions: boolean): void {
    this.arrive(resolved, companions);
    this.beginning = this.lab.snapshot();
    this.quanta = sampleTasks(this.lab);
    this.complete = false;
    if (!companions) return;
    this.accompany(resolved);
    this.rehearse(resolved.line, parameters);
  }

  private accompany(resolved: Resolved): void {
    const company = companyOf(this.shared.description, resolved);
    this.heldOut!.accompany(company.companions);
    this.yardsticks!.wait(company.yardsticks);
  }

  /** It goes on from where it was looked back at: from here on it is measured against the others again. */
  private join(): void {
    if (!this.alone || !this.resolved) return;
    this.alone = false;
    this.accompany(this.resolved);
  }

  /** Another run is in the lab: everything around it starts anew. */
  private arrive(resolved: Resolved, accompanied: boolean): void {
    this.resolved = resolved;
    this.accompanied = accompanied;
    this.mode = 'standing';
    this.ledger = new Ledger();
    this.reporter = new Reporter(this.lab, this.send);
    this.watch = new Stopwatch();
    this.lastSnapshot = 0;
    this.studies.clear();
    this.replay?.over(null);
    this.replay = null;
    this.alone = false;
    this.unseen = false;
    this.changes = [];
    this.task = this.taskWithin(this.task);
    this.heldOut?.close();
    this.rehearsal?.close();
    this.rehearsal = null;
    this.iteration = this.kept = this.reporter.status().iteration;
    this.trail = new ThetaTrail();
    this.trail.add(this.iteration, this.lab);
    const { engine, description, findings } = this.shared;
    const company = companyOf(description, resolved);
    const size = () => this.evaluationSize();
    const report = (evaluation: Evaluation) => this.send({ kind: 'evaluation', evaluation });
    this.yardsticks = new Yardsticks(engine, this.lab, accompanied ? company.yardsticks : [], () => ({ ...size(), group: company.group }), findings, report);
    this.heldOut = new HeldOut(engine, this.lab, this.yardsticks, size, report);
    // Reports follow the answer to the request: what came before it spoke of another run.
    this.traceDue = this.reportDue = true;
    this.seat.wake();
  }

  private rehearse(line: string, parameters: Float32Array): void {
    this.rehearsal = new Rehearsal(this.shared.engine, line, parameters);
  }

  private taskWithin(task: number): number {
    return Math.max(0, Math.min(task, Number(this.resolved?.values.meta_batch_size ?? 1) - 1));
  }

  /** Knobs that were changed while the run goes on hold for what is evaluated, too. */
  private evaluationSize(): { tasks: number; steps: number } {
    const values = valuesAfter(this.resolved!, this.iteration + (this.complete ? 0 : 1));
    return { tasks: Number(values.test_tasks), steps: Number(values.test_steps) };
  }

  private slice(): Next {
    const now = performance.now();
    const end = now + SLICE;
    if (this.crashing) throw new WebAssembly.RuntimeError('unreachable');
    if (this.replay) {
      this.goBackIn(end);
      return 'again';
    }
    if (this.mode !== 'standing' && now >= this.resumeAt) {
      this.run(end);
      return 'again';
    }
    if (this.reportDue) this.refresh();
    if (this.traceDue) this.sendTrace();
    if (this.spare(end)) return 'spare';
    return this.mode === 'standing' ? 'idle' : Math.max(0, this.resumeAt - now);
  }

  private goBackIn(end: number): void {
    while (this.replay && performance.now() < end) this.stepBackIn(this.replay);
  }

  private finishReplay(): void {
    while (this.replay) this.stepBackIn(this.replay);
  }

  private stepBackIn({ work, over, parked }: NonNullable<Runner['replay']>): void {
    this.resolved = work.work() ?? this.resolved;
    if (!work.over) return;
    this.replay = null;
    const { iteration, phase, done } = this.reporter.status();
    this.iteration = iteration;
    // Nobody has a snapshot of where a journey ends.
    this.kept = parked ? iteration : -1;
    if (!this.complete && phase === 'update' && done === 0) this.quanta += sampleTasks(this.lab);
    // It is known where it stands by the time that it is heard of.
    if (!parked) this.refresh();
    over(this.resolved!);
  }

  private run(end: number): void {
    while (performance.now() < end && this.mode !== 'standing') {
      const start = performance.now();
      const reached = this.lab.advance();
      const took = performance.now() - start;
      this.quanta += 1;
      this.unseen = false;
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
    const dwell = dwellOf(this.speed, this.reporter.status());
    const looking = this.mode === 'to-phase' || (this.mode === 'playing' && dwell > 0);
    const ended = reached === ITERATION && (this.mode === 'to-iteration' || this.iteration === this.until);
    const stop = reached === STOPPED || this.mode === 'to-phase' || ended;
    if (looking) this.resumeAt = performance.now() + dwell;
    if (stop) {
      this.mode = 'standing';
      this.resumeAt = 0;
    }
    if (stop || (looking && (this.complete || dwell > SHORT_DWELL || this.reporter.traceDue()))) {
      this.sendTrace();
      this.refresh();
    } else if (reached === ITERATION || this.watch.iterationTime > LONG_ITERATION) {
      // At full speed tasks follow each other faster than the eye: one of them is held. Those of a long iteration stay by themselves.
      const due = this.watch.iterationTime > LONG_ITERATION ? this.reporter.traceDue() : this.reporter.traceDue(HELD);
      if (due && this.ledger.allows('trace', TRACE_SHARE)) this.sendTrace();
    }
  }

  private finishedIteration(): void {
    const took = this.watch.inIteration;
    this.iteration = this.reporter.status().iteration;
    this.reporter.iteration(this.iteration);
    this.trail.add(this.iteration, this.lab);
    this.watch.iterationEnded();
    this.quanta = 0;
    this.changes = [];
    this.beginning = took > KEPT_BEGINNING ? this.lab.snapshot() : null;
    if (this.watch.computed - this.lastSnapshot >= BETWEEN_SNAPSHOTS) this.keep();
  }

  /** What is kept here is what a new worker goes on from when this one is lost. */
  private keep(): void {
    this.lastSnapshot = this.watch.computed;
    this.kept = this.iteration;
    this.reporter.snapshot(this.iteration);
  }

  /** Work that the run does not wait for: studies, the rehearsal, held-out evaluation. */
  private spare(end: number): boolean {
    // Something is tried even where the slice is over: whoever did nothing is not asked again.
    const did = this.spareQuantum(false);
    while (did && performance.now() < end && this.spareQuantum(false));
    return did;
  }

  private spareQuantum(busy: boolean): boolean {
    if (this.studies.work(this.lab)) return true;
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
    if (this.unseen) {
      // The next iteration's tasks can be seen.
      this.quanta += sampleTasks(this.lab);
      this.complete = this.unseen = false;
      this.refresh();
    }
    this.ledger.time('trace', () => this.reporter.trace(this.task, this.complete));
  }

  /** Tells the page where the run stands, and wakes its seat. */
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
      computed: this.watch.computed,
    });
    this.seat.wake();
  }
}
