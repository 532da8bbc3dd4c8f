import { sources } from '#sources';
import { EngineProblem } from './check.ts';
import type { Answers, Description, FromWorker, Kind, Refusal, Report, Requests, Resolved } from './protocol.ts';
import { isRefusal } from './protocol.ts';

export interface ClientEvents {
  report(report: Exclude<Report, { kind: 'trapped' | 'snapshot' }>): void;
  /** The worker was lost and another one stands at `iteration`; the run stands still. */
  recovered(resolved: Resolved, iteration: number): void;
  /** The worker was lost and could not be replaced. */
  lost(reason: string): void;
}

/** Two losses within this many milliseconds: another attempt would end in the same way. */
const HOPELESS = 4000;

/** The page's end of the worker: asks, listens, and replaces the worker when it is lost. */
export class Client {
  private worker: Worker | null = null;
  private module: WebAssembly.Module | null = null;
  private waiting = new Map<number, (value: never) => void>();
  private nextId = 1;
  private saved: { bytes: Uint8Array; iteration: number } | null = null;
  private line = '';
  private parameters: Float32Array = new Float32Array(0);
  private lastLoss = Number.NEGATIVE_INFINITY;

  constructor(private readonly events: ClientEvents) {}

  /** Loads the module and starts the first worker. Throws EngineProblem. */
  async open(): Promise<Description> {
    this.module = await sources.module();
    return this.startWorker();
  }

  /** Never answered where the worker is lost meanwhile. */
  ask<K extends Kind>(kind: K, body: Requests[K], transfer: Transferable[] = []): Promise<Answers[K]> {
    return this.send(kind, body, transfer).answer;
  }

  /** As `ask`, with the id under which the request can be cancelled. */
  send<K extends Kind>(kind: K, body: Requests[K], transfer: Transferable[] = []): { id: number; answer: Promise<Answers[K]> } {
    const id = this.nextId++;
    const answer = new Promise<Answers[K]>((resolve) => this.waiting.set(id, resolve));
    this.worker?.postMessage({ ...body, kind, id }, transfer);
    return { id, answer };
  }

  async create(line: string, parameters: Float32Array = new Float32Array(0)): Promise<Resolved | Refusal> {
    const answer = await this.ask('create', { line, parameters, companions: true });
    if (!isRefusal(answer)) {
      this.saved = null;
      this.line = answer.line;
      this.parameters = parameters;
    }
    return answer;
  }

  async restore(bytes: Uint8Array): Promise<Resolved | Refusal> {
    const answer = await this.ask('restore', { bytes, companions: true });
    if (!isRefusal(answer)) {
      this.saved = { bytes, iteration: Number.NaN };
      this.line = answer.line;
    }
    return answer;
  }

  async change(key: string, value: string): Promise<Resolved | Refusal> {
    const answer = await this.ask('change', { key, value });
    if (!isRefusal(answer)) this.line = answer.line;
    return answer;
  }

  private startWorker(): Promise<Description> {
    this.worker?.terminate();
    this.waiting.clear();
    const worker = sources.worker();
    this.worker = worker;
    return new Promise((resolve, reject) => {
      let open = false;
      const failed = (reason: string) => {
        if (this.worker !== worker) return;
        if (open) void this.replace(reason);
        else reject(new EngineProblem('worker', reason));
      };
      worker.onmessage = (event: MessageEvent<FromWorker>) => {
        const message = event.data;
        if (message.kind === 'trapped') failed(message.reason);
        else if (this.worker === worker) this.receive(message);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        failed(event.message ?? '');
      };
      void this.ask('open', { module: this.module! }).then((description) => {
        open = true;
        resolve(description);
      });
    });
  }

  private receive(message: Exclude<FromWorker, { kind: 'trapped' }>): void {
    if (message.kind === 'answer') {
      const resolve = this.waiting.get(message.id) as ((value: unknown) => void) | undefined;
      this.waiting.delete(message.id);
      resolve?.(message.value);
    } else if (message.kind === 'snapshot') {
      this.saved = { bytes: message.bytes, iteration: message.iteration };
    } else {
      this.events.report(message);
    }
  }

  private async replace(reason: string): Promise<void> {
    const now = performance.now();
    const hopeless = now - this.lastLoss < HOPELESS;
    this.lastLoss = now;
    this.worker?.terminate();
    this.worker = null;
    if (hopeless) return this.events.lost(reason);
    try {
      await this.startWorker();
    } catch {
      return this.events.lost(reason);
    }
    const saved = this.saved;
    // The bytes are kept here too: the next loss may come before the next snapshot.
    const answer = saved
      ? await this.ask('restore', { bytes: saved.bytes, companions: false })
      : await this.ask('create', { line: this.line, parameters: this.parameters, companions: false });
    if (isRefusal(answer)) this.events.lost(answer.message);
    else this.events.recovered(answer, saved?.iteration ?? 0);
  }
}
