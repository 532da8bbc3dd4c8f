// A stand-in for a worker: the worker's code in the same thread, with messages that are copied and come later, as between
// threads.
import type { Engine, Request } from '../../../web/engine/protocol.ts';
import { Runners } from '../../../web/engine/runners.ts';
import type { WorkerLike } from '../../../web/engine/sources.ts';
import createEngine from './engine.mjs';

/** Everything that a pool has to give back. */
export const alive = { workers: 0, labs: 0 };
/** Workers ever started. */
export const started: FakeWorker[] = [];

async function countingEngine(create: () => Promise<Engine>): Promise<Engine> {
  const engine = await create();
  // The real one's class cannot be extended.
  const Lab = new Proxy(engine.Lab, {
    construct(target) {
      const lab = new target();
      const free = lab.delete.bind(lab);
      alive.labs += 1;
      lab.delete = () => {
        alive.labs -= 1;
        free();
      };
      return lab;
    },
  });
  return { describe: () => engine.describe(), resolve: (line) => engine.resolve(line), Lab };
}

export class FakeWorker implements WorkerLike {
  onmessage: ((event: MessageEvent) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  /** Every request, in order. */
  readonly heard: Request[] = [];
  private running = true;
  private readonly runners = new Runners(
    (message, transfer = []) => this.later(structuredClone(message, { transfer }), (copy) => this.onmessage?.({ data: copy } as MessageEvent)),
    () => countingEngine(this.create),
  );

  /** `create`: another engine, such as the real one. */
  constructor(private readonly create: () => Promise<Engine> = createEngine) {
    alive.workers += 1;
    started.push(this);
  }

  postMessage(message: Request, transfer: Transferable[]): void {
    const copy = message.kind === 'open' ? message : structuredClone(message, { transfer });
    this.later(copy, (request) => {
      this.heard.push(request);
      void this.runners.handle(request);
    });
  }

  terminate(): void {
    if (this.running) alive.workers -= 1;
    this.running = false;
  }

  /** The whole worker is lost, and nobody knows for whom it worked. */
  die(message: string): void {
    this.onerror?.({ message, preventDefault: () => undefined } as unknown as ErrorEvent);
  }

  private later<T>(value: T, use: (value: T) => void): void {
    setImmediate(() => {
      if (this.running) use(value);
    });
  }
}
