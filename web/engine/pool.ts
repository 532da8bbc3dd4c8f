import { EngineProblem } from './check.ts';
import { type Locations, sourcesAt } from './locations.ts';
import { type Description, NO_RUN, type Refusal, type Resolved, type RunId } from './protocol.ts';
import type { Sources, WorkerLike } from './sources.ts';
import { type Errand, type RunListener, WorkerLink, errand } from './worker-link.ts';

/** `engine`, `worker`: where they are, if not where the build has them. */
export interface PoolOptions extends Locations {
  /** At most so many workers; by the machine's cores where nothing is said. */
  most?: number;
  /** Milliseconds for which a worker without a run is kept. */
  idle?: number;
}

const MOST = 4;
const IDLE = 5000;

/** A run's place in a worker. */
export interface Lease {
  post(errand: Errand): void;
  /** Gives the place back. What has not been answered never will be. */
  release(): void;
}

let nextRun: RunId = NO_RUN + 1;

/**
 * The workers of a page. All share one compiled module; each hosts several runs; there are only so many, and none for
 * long where no run needs it.
 */
export class Pool {
  private module: Promise<WebAssembly.Module> | null = null;
  private description: Description | null = null;
  private readonly links = new Set<WorkerLink>();
  private readonly resting = new Map<WorkerLink, ReturnType<typeof setTimeout>>();

  private readonly sources: Sources;

  constructor(private readonly options: PoolOptions = {}) {
    this.sources = sourcesAt(options);
  }

  /** What there is now, for tests and for whoever looks after a page. */
  get usage(): { workers: number; runs: number; outstanding: number } {
    const links = [...this.links];
    return {
      workers: links.length,
      runs: links.reduce((sum, { runs }) => sum + runs.size, 0),
      outstanding: links.reduce((sum, { outstanding }) => sum + outstanding, 0),
    };
  }

  /** The engine's description of itself; loads it where that has not been done. Throws EngineProblem. */
  async describe(): Promise<Description> {
    return this.description ?? this.any().opened;
  }

  /** What the core says of a line, without running it. Throws EngineProblem; null where the worker was lost meanwhile. */
  async resolve(line: string): Promise<Resolved | Refusal | null> {
    const link = this.any();
    await link.opened;
    const { errand: asking, answer } = errand('resolve', { line });
    link.post(NO_RUN, asking);
    return answer;
  }

  /** A place for a run, in the worker that has fewest. Throws EngineProblem. */
  async lease(listener: RunListener): Promise<Lease> {
    const link = this.least();
    const run = nextRun++;
    // From here on it counts, so that runs that begin together are spread over the workers.
    link.runs.set(run, listener);
    clearTimeout(this.resting.get(link));
    this.resting.delete(link);
    try {
      await link.opened;
    } catch (error) {
      link.runs.delete(run);
      throw error;
    }
    return {
      post: (message) => link.post(run, message),
      release: () => {
        link.leave(run);
        this.rest(link);
      },
    };
  }

  /** Ends every worker. Runs that have a place lose it. */
  close(): void {
    for (const link of [...this.links]) {
      link.close();
      this.forget(link);
    }
  }

  private get most(): number {
    return this.options.most ?? Math.min(MOST, Math.max(1, (globalThis.navigator?.hardwareConcurrency ?? 2) - 1));
  }

  private least(): WorkerLink {
    const least = [...this.links].reduce<WorkerLink | null>((found, link) => (found && found.runs.size <= link.runs.size ? found : link), null);
    if (least && (least.runs.size === 0 || this.links.size >= this.most)) return least;
    return this.begin();
  }

  private any(): WorkerLink {
    return this.links.values().next().value ?? this.begin();
  }

  private begin(): WorkerLink {
    this.module ??= this.load();
    const link = new WorkerLink(this.startWorker(), this.module, (lost) => this.forget(lost));
    this.links.add(link);
    link.opened.then(
      (description) => {
        this.description = description;
        this.rest(link);
      },
      () => undefined,
    );
    return link;
  }

  private startWorker(): WorkerLike {
    try {
      return this.sources.worker();
    } catch (error) {
      throw new EngineProblem('worker', error instanceof Error ? error.message : String(error));
    }
  }

  private load(): Promise<WebAssembly.Module> {
    const module = this.sources.module();
    // What failed may be tried again.
    module.catch(() => (this.module = null));
    return module;
  }

  private rest(link: WorkerLink): void {
    if (link.runs.size || !this.links.has(link)) return;
    clearTimeout(this.resting.get(link));
    const timer = setTimeout(() => {
      if (link.runs.size) return;
      if (link.outstanding) return this.rest(link);
      link.close();
      this.forget(link);
    }, this.options.idle ?? IDLE);
    this.resting.set(link, timer);
  }

  private forget(link: WorkerLink): void {
    clearTimeout(this.resting.get(link));
    this.resting.delete(link);
    this.links.delete(link);
  }
}

const pools = new Map<unknown, Map<unknown, Pool>>();

/** The page's pool for these files; the same one for the same files, so that all runs share a module and the workers. */
export function poolFor({ engine, worker }: Locations = {}): Pool {
  const key = (source: unknown) => (source instanceof URL ? source.href : source);
  const ofEngine = pools.get(key(engine)) ?? new Map<unknown, Pool>();
  pools.set(key(engine), ofEngine);
  const known = ofEngine.get(key(worker)) ?? new Pool({ engine, worker });
  ofEngine.set(key(worker), known);
  return known;
}
