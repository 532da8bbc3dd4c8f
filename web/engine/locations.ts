// Where the engine's module and worker are when a host says so, instead of where the build has them (#sources).
import { sources } from '#sources';
import { type EngineSource, loadModule } from './check.ts';
import type { Sources, WorkerLike } from './sources.ts';

/** The address of the worker's script (a module), or a function that starts a worker. */
export type WorkerSource = string | URL | (() => WorkerLike);

export interface Locations {
  engine?: EngineSource;
  worker?: WorkerSource;
}

export function sourcesAt({ engine, worker }: Locations): Sources {
  return {
    module: () => (engine === undefined ? sources.module() : loadModule(engine)),
    worker: () => (worker === undefined ? sources.worker() : typeof worker === 'function' ? worker() : startWorker(worker)),
  };
}

function startWorker(source: string | URL): WorkerLike {
  const address = new URL(source, globalThis.document?.baseURI);
  const begin = (from: string | URL) => new Worker(from, { type: 'module', name: 'engine' });
  if (address.protocol === 'blob:' || address.origin === globalThis.location?.origin) return begin(address);
  // A browser starts workers of the page's own origin only; one from a blob may import from another.
  const blob = URL.createObjectURL(new Blob([`import ${JSON.stringify(address.href)};`], { type: 'text/javascript' }));
  const worker = begin(blob);
  // Its script has been asked for long before the address is given up.
  setTimeout(() => URL.revokeObjectURL(blob), 30_000);
  return worker;
}
