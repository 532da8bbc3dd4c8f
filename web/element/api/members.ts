import type { MethodRow, PropertyRow } from './table.ts';

const first = { since: '0.2.0', stability: 'stable' } as const;

/** Beside those that reflect attributes. */
export const PROPERTIES = [
  { ...first, name: 'line', type: 'string | null', readonly: true, help: 'The run line that is in force, with what was changed since; null before the engine is loaded.' },
  { ...first, name: 'state', type: 'ElementState', readonly: true, help: 'How far it is: "idle" before it loads, then "loading", "ready", "playing" or "failed".' },
  { ...first, name: 'asleep', type: 'boolean', readonly: true, help: 'Whether it rests because it is not seen; it holds no worker then and goes on where it was.' },
  { ...first, name: 'iteration', type: 'number', readonly: true, help: 'Completed meta-iterations.' },
  { ...first, name: 'goalState', type: 'GoalState | null', readonly: true, help: 'The goal’s progress: its value now, its share of the way, and whether and when it was reached.' },
  { ...first, name: 'build', type: 'string | null', readonly: true, help: 'The engine’s build, as receipts say it; null before it is loaded.' },
  { ...first, name: 'parameters', type: 'Float32Array | null', readonly: false, help: 'Meta-parameters to start from, for hosts that have them already; it goes before `init-src`.' },
] as const satisfies readonly PropertyRow[];

const refused = 'Promise<Refused | null>';

export const METHODS = [
  { ...first, name: 'play', parameters: [], returns: refused, help: 'Resumes the run; loads the engine first if need be.' },
  { ...first, name: 'pause', parameters: [], returns: 'Promise<void>', help: 'Stops where it is.' },
  {
    ...first,
    name: 'step',
    parameters: [{ name: 'until', type: "'phase' | 'iteration'", optional: true }],
    returns: refused,
    help: 'Runs to the end of the phase or of the meta-iteration, then pauses.',
  },
  { ...first, name: 'reset', parameters: [], returns: refused, help: 'Restarts the run in force from its first iteration.' },
  {
    ...first,
    name: 'change',
    parameters: [{ name: 'key', type: 'string' }, { name: 'value', type: 'string | number' }],
    returns: refused,
    help: 'Gives a knob another value: at once where it is live, else by a restart. Locks and bounds hold.',
  },
  {
    ...first,
    name: 'probe',
    parameters: [{ name: 'task', type: 'readonly number[] | null' }],
    returns: refused,
    help: 'Adapts to a task given by its parameters, leaving the run untouched, and shows it; null goes back to the batch.',
  },
  { ...first, name: 'save', parameters: [], returns: 'Promise<SavedState | null>', help: 'Everything that `restore` needs to go on exactly here, as an object that JSON can hold; null before the engine is loaded.' },
  {
    ...first,
    name: 'restore',
    parameters: [{ name: 'saved', type: 'Partial<SavedState>' }],
    returns: refused,
    help: 'Goes back to what was saved, or to a part of it: what is absent stays, null is the default. Untrusted input is checked.',
  },
  { ...first, name: 'receipt', parameters: [], returns: 'Promise<Receipt | null>', help: 'The receipt: run line, build, iteration and the hash of the meta-parameters; null before the engine is loaded.' },
  {
    ...first,
    name: 'picture',
    parameters: [{ name: 'view', type: 'ViewName', optional: true }, { name: 'scale', type: 'number', optional: true }, { name: 'format', type: "'png' | 'svg'", optional: true }],
    returns: 'Promise<Blob | null>',
    help: 'A view’s pictures as they are shown, with their titles and legends: PNG, `scale` times as large, or SVG; null where it has drawn nothing.',
  },
  {
    ...first,
    name: 'table',
    parameters: [{ name: 'view', type: 'ViewName', optional: true }],
    returns: 'Promise<string | null>',
    help: 'The numbers behind a view’s pictures as comma-separated values, one table after the other; null where there are none.',
  },
  { ...first, name: 'curves', parameters: [], returns: 'Curves | null', help: 'What was measured, iteration by iteration and on held-out tasks, as columns of numbers and as CSV.' },
  { ...first, name: 'dispose', parameters: [], returns: 'void', help: 'Gives everything back: worker, observers, memory. Removing the element from the document does the same.' },
] as const satisfies readonly MethodRow[];
