import { engine, worker } from 'virtual:engine-inside';
import { loadModule } from '../engine/check.ts';
import type { Sources } from '../engine/sources.ts';
import { toBytes } from './as-text.ts';

/** Module and worker as text within the script: nothing is fetched, whatever the page's address or origin is. */
export const sources: Sources = {
  module: () => loadModule(toBytes(engine)),
  worker: () => new Worker((address ??= URL.createObjectURL(new Blob([worker], { type: 'text/javascript' }))), { name: 'engine' }),
};

/** One for the page, however many workers there are. */
let address: string | undefined;
