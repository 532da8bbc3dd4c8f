import type { Engine } from './engine';

/** The built engine, in Node; throws an Error with a sentence where it is not built. */
export function loadEngine(): Promise<Engine>;
