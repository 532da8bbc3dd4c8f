import { expect, test } from 'vitest';
import { formatPairs, parsePairs, withValue, without } from '../../../web/run/run-line.ts';
import { fromHash, toHash } from '../../../web/site/address.ts';

test('A run line taken apart and put together is the same text', () => {
  for (const line of ['', 'learner=maml', 'learner=maml&tasks=sinusoid&hidden=40,40&outer_lr=0.001@120']) {
    expect(formatPairs(parsePairs(line))).toBe(line);
  }
});

test('A new value replaces the old one, and what was changed while running becomes what the run starts with', () => {
  expect(withValue('learner=maml&outer_lr=0.01&outer_lr=0.001@120', 'seed', '7')).toBe('learner=maml&outer_lr=0.001&seed=7');
  expect(withValue('learner=maml&seed=1', 'seed', '2')).toBe('learner=maml&seed=2');
});

test('Keys can be taken out of a line', () => {
  expect(without('learner=maml&hidden=100,100&seed=3', ['hidden'])).toBe('learner=maml&seed=3');
});

test('A line survives the way through an address, and an address that cannot be decoded is known as such', () => {
  const line = 'learner=maml&hidden=40,40&outer_lr=0.001@120';
  expect(fromHash(toHash(line))).toBe(line);
  expect(fromHash('#learner=%3Cimg%20src%3Dx%3E')).toBe('learner=<img src=x>');
  expect(fromHash('#%E0%A4%A')).toBeNull();
});
