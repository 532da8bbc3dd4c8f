import { Batch } from './batch.ts';
import type { Lab, Progress, Receipt, Report, Status } from './protocol.ts';

const BETWEEN_REPORTS = 50;
const BETWEEN_TRACES = 125;
const BETWEEN_RECEIPTS = 500;

export type Send = (report: Report, transfer?: Transferable[]) => void;

/** Tells the page about a run, no more often than it can show. */
export class Reporter {
  private readonly batch = new Batch();
  private receipt: Receipt | null = null;
  private lastReport = 0;
  private lastTrace = 0;
  private lastReceipt = 0;

  constructor(
    private readonly lab: Lab,
    private readonly send: Send,
  ) {}

  get due(): boolean {
    return performance.now() - this.lastReport > BETWEEN_REPORTS;
  }

  /** Whether so many milliseconds have passed since the last one. */
  traceDue(between = BETWEEN_TRACES): boolean {
    return performance.now() - this.lastTrace > between;
  }

  status(): Status {
    return JSON.parse(this.lab.status()) as Status;
  }

  /** An iteration has been completed: its statistics go with the next report. */
  iteration(iteration: number): void {
    this.batch.add(iteration, this.lab.statistics());
  }

  snapshot(iteration: number): void {
    const bytes = this.lab.snapshot();
    this.send({ kind: 'snapshot', bytes, iteration }, [bytes.buffer]);
  }

  trace(task: number, complete: boolean): void {
    const { iteration } = this.status();
    const trace = this.lab.trace(task);
    const transfer = [...new Set(Object.values(trace).map((array) => array.data.buffer as ArrayBuffer))];
    this.send({ kind: 'trace', trace, task, iteration, complete }, transfer);
    this.lastTrace = performance.now();
  }

  progress(about: Pick<Progress, 'running' | 'complete' | 'iterationTime' | 'atLeast' | 'computed'>): void {
    const now = performance.now();
    this.lastReport = now;
    if (!this.batch.empty) {
      const { iterations, rows } = this.batch.take();
      this.send({ kind: 'statistics', iterations, rows }, [iterations.buffer, rows.buffer]);
    }
    // A receipt hashes all parameters: while a run goes on it may be a little old.
    if (!about.running || now - this.lastReceipt > BETWEEN_RECEIPTS) {
      this.lastReceipt = now;
      this.receipt = JSON.parse(this.lab.receipt()) as Receipt;
    }
    this.send({ kind: 'progress', progress: { status: this.status(), receipt: this.receipt, ...about } });
  }
}
