import { EngineProblem } from './check.ts';
import { type Answers, type Description, type FromWorker, type Kind, NO_RUN, type Report, type Requests, type RunId } from './protocol.ts';
import type { WorkerLike } from './sources.ts';

/** A request with whoever waits for its answer; null where none will come. */
export interface Errand {
  id: number;
  message: { kind: Kind } & Requests[Kind];
  transfer: Transferable[];
  settle(value: unknown): void;
}

let nextId = 1;

export function errand<K extends Kind>(kind: K, body: Requests[K], transfer: Transferable[] = []): { errand: Errand; answer: Promise<Answers[K] | null> } {
  let settle!: (value: unknown) => void;
  const answer = new Promise<Answers[K] | null>((resolve) => (settle = resolve as (value: unknown) => void));
  return { errand: { id: nextId++, message: { ...body, kind }, transfer, settle }, answer };
}

/** Who listens for a run. */
export interface RunListener {
  report(report: Report): void;
  /** The worker is no more. `guilty`: it was lost while it worked for this run, or nobody knows for whom. */
  lost(reason: string, guilty: boolean): void;
}

/** The page's end of one worker. */
export class WorkerLink {
  readonly runs = new Map<RunId, RunListener>();
  readonly opened: Promise<Description>;
  private readonly waiting = new Map<number, { run: RunId; settle: (value: unknown) => void }>();
  /** Null once the worker is open. */
  private fail: ((problem: EngineProblem) => void) | null = null;
  private closed = false;

  constructor(
    private readonly worker: WorkerLike,
    module: Promise<WebAssembly.Module>,
    private readonly lost: (link: WorkerLink) => void,
  ) {
    worker.onmessage = (event: MessageEvent<FromWorker>) => this.receive(event.data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.lose(event.message ?? '', NO_RUN);
    };
    this.opened = new Promise((resolve, reject) => {
      this.fail = (problem) => {
        this.runs.clear();
        this.close();
        this.lost(this);
        reject(problem);
      };
      module.then(
        (compiled) => {
          const { errand: opening, answer } = errand('open', { module: compiled });
          this.post(NO_RUN, opening);
          void answer.then((description) => {
            if (!description) return;
            this.fail = null;
            resolve(description);
          });
        },
        (problem: EngineProblem) => this.fail?.(problem),
      );
    });
    // Whoever asks for it hears of a failure; nobody has to.
    this.opened.catch(() => undefined);
  }

  /** Requests that have not been answered. */
  get outstanding(): number {
    return this.waiting.size;
  }

  post(run: RunId, { id, message, transfer, settle }: Errand): void {
    if (this.closed) return settle(null);
    this.waiting.set(id, { run, settle });
    this.worker.postMessage({ ...message, id, run }, transfer);
  }

  /** A run goes elsewhere, or is over: whatever it waits for will not come. */
  leave(run: RunId): void {
    this.runs.delete(run);
    for (const [id, { run: whose, settle }] of this.waiting) {
      if (whose !== run) continue;
      this.waiting.delete(id);
      settle(null);
    }
    this.post(run, errand('close', {}).errand);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.worker.onmessage = this.worker.onerror = null;
    this.worker.terminate();
    for (const { settle } of this.waiting.values()) settle(null);
    this.waiting.clear();
  }

  private receive(message: FromWorker): void {
    if (message.kind === 'answer') {
      const found = this.waiting.get(message.id);
      this.waiting.delete(message.id);
      found?.settle(message.value);
    } else if (message.kind === 'trapped') {
      this.lose(message.reason, message.run);
    } else {
      this.runs.get(message.run)?.report(message);
    }
  }

  private lose(reason: string, run: RunId): void {
    if (this.closed) return;
    if (this.fail) return this.fail(new EngineProblem('worker', reason));
    const hurt = [...this.runs];
    this.runs.clear();
    this.close();
    this.lost(this);
    for (const [id, listener] of hurt) listener.lost(reason, run === NO_RUN || run === id);
  }
}
