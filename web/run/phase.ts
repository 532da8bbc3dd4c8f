import type { Status } from '../engine/protocol.ts';

export type Stage = 'tasks' | 'adaptation' | 'update';

const after: Record<string, Stage> = { sample: 'adaptation', collect: 'adaptation', adapt: 'adaptation', evaluate: 'update', update: 'tasks' };
const of: Record<string, Stage> = { sample: 'tasks', collect: 'adaptation', adapt: 'adaptation', evaluate: 'adaptation', update: 'update' };

/** The stage that is lit: where a phase is under way its own, else that of the phase just completed, which is what is seen. */
export function litStage(status: Status): Stage {
  const known = status.done > 0 ? after : of;
  return known[status.phase] ?? 'tasks';
}
