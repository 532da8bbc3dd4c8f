import { expect, test } from 'vitest';
import type { Status } from '../../../web/engine/protocol.ts';
import { litStage } from '../../../web/run/phase.ts';
import { Trail } from '../../../web/run/trail.ts';

const status = (phase: string, done: number): Status => ({ iteration: 1, phase, step: 0, steps: 1, done, total: 4, state: 'ready', key: '', code: '', message: '', args: {} });

test('Standing still, the stage of the phase just completed is lit', () => {
  expect(['sample', 'collect', 'adapt', 'evaluate', 'update'].map((phase) => litStage(status(phase, 0)))).toEqual([
    'tasks', 'adaptation', 'adaptation', 'adaptation', 'update',
  ]);
});

test('While a phase is under way its own stage is lit', () => {
  expect(litStage(status('sample', 1))).toBe('adaptation');
  expect(litStage(status('evaluate', 1))).toBe('update');
  expect(litStage(status('update', 1))).toBe('tasks');
});

test('A batch moves into the background when the next one comes, not before', () => {
  const trail = new Trail();
  const [first, second] = [Float32Array.of(1), Float32Array.of(2)];
  trail.add(0, false, first);
  trail.add(1, true, first);
  expect(trail.batches).toEqual([]);
  trail.add(1, false, second);
  expect(trail.batches).toEqual([first]);
});
