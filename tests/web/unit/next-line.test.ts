import { expect, test } from 'vitest';
import type { Family, Resolved } from '../../../web/engine/protocol.ts';
import { nextLine } from '../../../web/state/next-line.ts';

const resolved = {
  short: 'learner=anil&tasks=sinusoid&seed=7&hidden=8&inner_lr=0.1@5',
  values: { learner: 'anil', tasks: 'sinusoid', seed: '7' },
} as unknown as Resolved;
const family = { presets: [{ name: 'wide', help: '', values: { hidden: '200' } }] } as unknown as Family;

test('Another family keeps the learner and the seed, and nothing that belongs to the old one', () => {
  expect(nextLine(resolved, family, 'tasks', 'boolean')).toBe('learner=anil&tasks=boolean&seed=7');
});

test('A preset is not hidden by a value that was set before it', () => {
  expect(nextLine(resolved, family, 'preset', 'wide')).toBe('learner=anil&tasks=sinusoid&seed=7&inner_lr=0.1&preset=wide');
});

test('Any other knob changes its own value only', () => {
  expect(nextLine(resolved, family, 'hidden', '16')).toBe('learner=anil&tasks=sinusoid&seed=7&hidden=16&inner_lr=0.1');
});
