import { expect, test } from 'vitest';
import { History } from '../../../web/run/history.ts';

function filled(count: number, batch: number): History {
  const history = new History(['value']);
  for (let i = 1; i <= count; i += batch) {
    const iterations = Array.from({ length: Math.min(batch, count - i + 1) }, (_, k) => i + k);
    history.add(iterations, iterations.map((n) => n * 10));
  }
  return history;
}

test('A short history is kept whole', () => {
  const history = filled(100, 7);
  expect(history.iterations).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
  expect(history.column('value')!.at(-1)).toBe(1000);
  expect(history.column('nothing')).toBeNull();
});

test('A long history is thinned out evenly, begins with the first and ends with the latest iteration', () => {
  const history = filled(70_000, 33);
  expect(history.length).toBeLessThanOrEqual(4097);
  expect(history.iterations[0]).toBe(1);
  expect(history.iterations.at(-1)).toBe(70_000);
  const steps = new Set(history.iterations.slice(1, -1).map((n, i) => n - history.iterations[i]!));
  expect(steps.size).toBe(1);
  history.iterations.forEach((n, i) => expect(history.column('value')![i]).toBe(n * 10));
});

test('Going back to an iteration forgets what came after it', () => {
  const history = filled(50, 5);
  history.cut(20);
  expect(history.iterations.at(-1)).toBe(20);
  expect(history.column('value')!.length).toBe(20);
});
