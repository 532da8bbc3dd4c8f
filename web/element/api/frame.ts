import type { MessageRow } from './table.ts';

const first = { since: '0.2.0', stability: 'stable' } as const;

/** What frame and host say to each other: `{ ns: 'metarl', v: 1, type, id?, ...body }`. An answer carries the request's id. */
export const FRAME_NAMESPACE = 'metarl';
export const FRAME_VERSION = 1;

export const MESSAGES = [
  {
    ...first,
    direction: 'out',
    name: 'ready',
    body: { version: 'string', accepts: 'string[]', attributes: 'string[]' },
    help: 'The frame listens; nothing is loaded yet. The version of the package, the messages that it obeys and the attributes that it lets a page set.',
  },
  { ...first, direction: 'out', name: 'loaded', body: { line: 'string', build: 'string' }, help: 'The engine is loaded, as `metarl-ready`.' },
  { ...first, direction: 'out', name: 'state', body: { state: 'string', line: 'string', iteration: 'number' }, help: 'As `metarl-state`; also the answer to `configure`, `play`, `pause`, `step`, `reset`, `change` and `setState`.' },
  { ...first, direction: 'out', name: 'iteration', body: { iteration: 'number', statistics: 'Record<string, number>' }, help: 'As `metarl-iteration`.' },
  {
    ...first,
    direction: 'out',
    name: 'milestone',
    body: { kind: 'string', reached: 'boolean', goal: 'string', iteration: 'number', value: 'number', line: 'string' },
    help: 'As `metarl-milestone`.',
  },
  { ...first, direction: 'out', name: 'resize', body: { height: 'number' }, help: 'The height that the frame would like to have, in CSS pixels.' },
  { ...first, direction: 'out', name: 'refused', body: { code: 'string', key: 'string', value: 'string', message: 'string' }, help: 'As `metarl-refused`; also the answer to a message that is refused.' },
  { ...first, direction: 'out', name: 'error', body: { code: 'string', message: 'string' }, help: 'As `metarl-error`; also the answer to a message that could not be obeyed.' },
  { ...first, direction: 'out', name: 'saved', body: { saved: 'SavedState' }, help: 'The answer to `getState`.' },
  { ...first, direction: 'out', name: 'receipt', body: { receipt: 'Receipt' }, help: 'The answer to `getReceipt`.' },
  { ...first, direction: 'in', name: 'hello', body: {}, help: 'Asks for `ready` again, for a page that began to listen late.' },
  { ...first, direction: 'in', name: 'configure', body: { attributes: 'Record<string, string | null>' }, help: 'Sets attributes; null takes one away. `engine-src`, `worker-src`, `init-src` and `store` are not for strangers and are refused.' },
  { ...first, direction: 'in', name: 'play', body: {}, help: 'Resumes the run.' },
  { ...first, direction: 'in', name: 'pause', body: {}, help: 'Pauses the run.' },
  { ...first, direction: 'in', name: 'step', body: { until: "'phase' | 'iteration'" }, help: 'Runs to the end of the phase or of the meta-iteration.' },
  { ...first, direction: 'in', name: 'reset', body: {}, help: 'Restarts the run.' },
  { ...first, direction: 'in', name: 'change', body: { key: 'string', value: 'string' }, help: 'As the method `change`.' },
  { ...first, direction: 'in', name: 'getState', body: {}, help: 'As the method `save`.' },
  { ...first, direction: 'in', name: 'setState', body: { saved: 'Partial<SavedState>' }, help: 'As the method `restore`.' },
  { ...first, direction: 'in', name: 'getReceipt', body: {}, help: 'As the method `receipt`.' },
] as const satisfies readonly MessageRow[];
