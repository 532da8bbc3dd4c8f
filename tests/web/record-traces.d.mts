import type { Engine, Trace } from '../../wasm/engine';

export const LINES: Record<string, string>;
export function recordOf(engine: Engine, name: string): { resolved: object; family: object; learner: object; traces: Record<'sampled' | 'complete' | 'probe', Trace> };
