import wasmAddress from '#engine.wasm?url';
import { loadModule } from './check.ts';
import type { Sources } from './sources.ts';

/** Module and worker as files of the built site. */
export const sources: Sources = {
  module: () => loadModule(wasmAddress),
  worker: () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'engine' }),
};
