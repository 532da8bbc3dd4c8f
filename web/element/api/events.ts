import type { EventRow } from './table.ts';

const first = { since: '0.2.0', stability: 'stable' } as const;

/** All of them bubble and are composed; none can be cancelled. */
export const EVENTS = [
  { ...first, name: 'metarl-ready', detail: { line: 'string', build: 'string' }, help: 'The engine is loaded and the run is at its beginning.' },
  { ...first, name: 'metarl-state', detail: { state: 'ElementState', line: 'string | null', iteration: 'number' }, help: 'It plays, pauses, sleeps, or runs another line.' },
  {
    ...first,
    name: 'metarl-iteration',
    detail: { iteration: 'number', statistics: 'Record<string, number>' },
    help: 'Meta-iterations were completed; at most ten times a second, with the numbers of the last one.',
  },
  {
    ...first,
    name: 'metarl-milestone',
    detail: { kind: "'goal'", reached: 'boolean', goal: 'string', iteration: 'number', value: 'number', line: 'string' },
    help: 'The goal was reached, or can no longer be reached within its iterations; once for each run.',
  },
  {
    ...first,
    name: 'metarl-refused',
    detail: { code: 'string', key: 'string', value: 'string', message: 'string' },
    help: 'Something was refused: an attribute, a change, a link; the sentence says what is wrong and what is allowed.',
  },
  { ...first, name: 'metarl-error', detail: { code: 'string', message: 'string' }, help: 'The engine could not be loaded, was lost, or the run diverged.' },
] as const satisfies readonly EventRow[];
