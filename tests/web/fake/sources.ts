// In the place of #sources: the stand-in engine in a stand-in worker.
import type { Sources } from '../../../web/engine/sources.ts';
import { FakeWorker } from './worker.ts';

/** The smallest module that there is. */
export const module = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

export const sources: Sources = {
  module: () => WebAssembly.compile(module),
  worker: () => new FakeWorker(),
};
