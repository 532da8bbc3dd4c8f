import { Batch } from './batch.ts';
import { HeldOut } from './held-out.ts';
import { Ledger } from './ledger.ts';
import { Probe } from './probe.ts';
import {
  type Engine,
  ITERATION,
  type Lab,
  PHASE,
  type Receipt,
  type Refusal,
  type Report,
  type Resolved,
  STOPPED,
  type Speed,
  type Status,
  isRefusal,
} from './protocol.ts';
import { type Next, Pump } from './pump.ts';
import { Rehearsal } from './rehearsal.ts';

/** Milliseconds of work before messages are let in: a pause is answered after one slice and one quantum at most. */
const SLICE = 12;
/** How long each finished phase stays before the next one begins, so that it can be looked at. */
const DWELL: Record<Speed, number> = { slow: 1100, medium: 180, full: 0 };
const BETWEEN_REPORTS = 50;
const BETWEEN_TRACES = 125;
const BETWEEN_RECEIPTS = 500;
const BETWEEN_SNAPSHOTS = 1000;
const TRACE_SHARE = 0.18;
const HELD_OUT_SHARE = 0.25;
/** Above this many milliseconds an iteration is worth being looked at phase by phase, even at full speed. */
const LONG_ITERATION = 800;
/** Up to this many milliseconds an iteration is finished before standing still; half of that keeps the promise of 100 ms. */
const SHORT_ITERATION = 30;

type Mode = 'standing' | 'playing' | 'to-phase' | 'to-iteration';

/** One run and everything that is computed around it, in slices. The only user of the module's labs. */
export class Runner {
  private readonly lab: Lab;
  private readonly pump = new Pump(() => this.slice());
  private ledger = new Ledger();
  private batch = new Batch();
  private heldOut: HeldOut | null = null;
  private rehearsal: Rehearsal | null = null;
  private probing: Probe | null = null;
  private mode: Mode = 'standing';
  private speed: Speed = 'medium';
  private task = 0;
  private status: Status | null = null;
  private values: Record<string, string> = {};
  private complete = true;
  private traceDue = false;
  private reportDue = false;
  private resumeAt = 0;
  private computed = 0;
  private computedInIteration = 0;
  private whole = false;
  private iterationTime = Number.NaN;
  private lastReport = 0;
  private lastTrace = 0;
  private lastReceipt = 0;
  private lastSnapshot = 0;
  private receipt: Receipt | null = null;

  constructor(
    private readonly engine: Engine,
    private readonly report: (report: Report, transfer?: Transferable[]) => void,
  ) {
    this.lab = new engine.Lab();
  }

  create(line: string, parameters: Float32Array): Resolved | Refusal {
    const answer = JSON.parse(this.lab.create(line, parameters)) as Resolved | Refusal;
    if (!isRefusal(answer)) this.begin(answer, parameters);
    return answer;
  }

  restore(bytes: Uint8Array): Resolved | Refusal {
    const answer = JSON.parse(this.lab.restore(bytes)) as Resolved | Refusal;
    if (!isRefusal(answer)) this.begin(answer, new Float32Array(0));
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
    const short = this.mode === 'playing' && this.speed === 'full' && this.iterationTime < SHORT_ITERATION;
    const end = performance.now() + 2 * SHORT_ITERATION;
    if (short && this.computedInIteration > 0) {
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
  private begin(resolved: Resolved, parameters: Float32Array): void {
    this.values = resolved.values;
    this.mode = 'standing';
    this.ledger = new Ledger();
    this.batch = new Batch();
    this.probing = null;
    this.task = Math.min(this.task, Number(resolved.values.meta_batch_size ?? 1) - 1);
    this.computed = this.computedInIteration = this.lastSnapshot = 0;
    this.whole = true;
    this.iterationTime = Number.NaN;
    this.heldOut?.close();
    this.heldOut = new HeldOut(
      this.engine,
      this.lab,
      resolved.values.learner ?? '',
      () => evaluationSize(this.values),
      (evaluation) => this.report({ kind: 'evaluation', evaluation }),
    );
    this.status = this.readStatus();
    // The first tasks are there to be seen before anything is played.
    while (this.lab.advance() < PHASE);
    this.complete = false;
    this.rehearsal?.close();
    this.rehearsal = new Rehearsal(this.engine, resolved.line, parameters);
    // Reports follow the answer to the request: what came before it spoke of another run.
    this.traceDue = this.reportDue = true;
    this.pump.wake();
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
      this.computed += took;
      this.computedInIteration += took;
      if (reached >= PHASE) {
        this.finished(reached);
        if (this.resumeAt > performance.now()) break;
      }
      if (this.ledger.allows('held-out', HELD_OUT_SHARE)) this.spareQuantum(true);
    }
    if (performance.now() - this.lastReport > BETWEEN_REPORTS) this.refresh();
  }

  /** A phase, an iteration or the whole run has come to its end. */
  private finished(reached: number): void {
    this.complete = reached !== PHASE;
    if (reached === ITERATION) this.finishedIteration();
    const looking = this.mode === 'to-phase' || (this.mode === 'playing' && DWELL[this.speed] > 0);
    const stop =
      reached === STOPPED || this.mode === 'to-phase' || (this.mode === 'to-iteration' && reached === ITERATION);
    if (looking) this.resumeAt = performance.now() + DWELL[this.speed];
    if (stop) {
      this.mode = 'standing';
      this.resumeAt = 0;
    }
    if (looking || stop) {
      this.sendTrace();
      this.refresh();
    } else if (reached === ITERATION || this.iterationTime > LONG_ITERATION) {
      const due = performance.now() - this.lastTrace > BETWEEN_TRACES;
      if (due && this.ledger.allows('trace', TRACE_SHARE)) this.sendTrace();
    }
  }

  private finishedIteration(): void {
    this.status = this.readStatus();
    this.batch.add(this.status.iteration, this.lab.statistics());
    if (this.whole) {
      const known = !Number.isNaN(this.iterationTime);
      this.iterationTime = known ? 0.9 * this.iterationTime + 0.1 * this.computedInIteration : this.computedInIteration;
    }
    this.whole = true;
    this.computedInIteration = 0;
    if (this.computed - this.lastSnapshot < BETWEEN_SNAPSHOTS) return;
    this.lastSnapshot = this.computed;
    const bytes = this.lab.snapshot();
    this.report({ kind: 'snapshot', bytes, iteration: this.status.iteration }, [bytes.buffer]);
  }

  /** Work that nobody waits for the run with: probes, the rehearsal, held-out evaluation. */
  private spare(end: number): boolean {
    let did = false;
    while (performance.now() < end && this.spareQuantum(false)) did = true;
    return did;
  }

  private spareQuantum(busy: boolean): boolean {
    if (this.probing) {
      if (this.probing.work(this.lab, this.report)) this.probing = null;
      return true;
    }
    if (!busy && this.rehearsal && !this.rehearsal.over) {
      this.rehearsal.work();
      if (this.rehearsal.over) this.refresh();
      return true;
    }
    const playing = this.mode === 'playing';
    const iteration = this.status?.iteration ?? 0;
    return this.ledger.time('held-out', () => this.heldOut?.work(iteration, this.computed, playing) ?? false);
  }

  private sendTrace(): void {
    this.traceDue = false;
    this.status = this.readStatus();
    const { iteration } = this.status;
    const trace = this.ledger.time('trace', () => this.lab.trace(this.task));
    this.lastTrace = performance.now();
    const transfer = [...new Set(Object.values(trace).map((array) => array.data.buffer as ArrayBuffer))];
    this.report({ kind: 'trace', trace, task: this.task, iteration, complete: this.complete }, transfer);
  }

  /** Tells the page where the run stands, and wakes the pump. */
  private refresh(): void {
    const now = performance.now();
    this.lastReport = now;
    this.reportDue = false;
    this.status = this.readStatus();
    if (!this.batch.empty) {
      const { iterations, rows } = this.batch.take();
      this.report({ kind: 'statistics', iterations, rows }, [iterations.buffer, rows.buffer]);
    }
    const running = this.mode !== 'standing';
    if (!running || now - this.lastReceipt > BETWEEN_RECEIPTS) {
      this.lastReceipt = now;
      this.receipt = JSON.parse(this.lab.receipt()) as Receipt;
    }
    const rehearsed = Number.isNaN(this.iterationTime) && this.rehearsal?.over;
    this.report({
      kind: 'progress',
      progress: {
        status: this.status,
        receipt: this.receipt,
        running,
        complete: this.complete,
        iterationTime: rehearsed ? this.rehearsal!.time : this.iterationTime,
        atLeast: rehearsed === true && this.rehearsal!.atLeast,
      },
    });
    this.pump.wake();
  }

  private readStatus(): Status {
    return JSON.parse(this.lab.status()) as Status;
  }
}

function evaluationSize(values: Record<string, string>): { tasks: number; steps: number } {
  return { tasks: Number(values.test_tasks), steps: Number(values.test_steps) };
}
