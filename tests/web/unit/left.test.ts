import { expect, test } from 'vitest';
import { type LeftRun, LeftRuns, type Stood } from '../../../web/run/left.ts';
import { Marks } from '../../../web/run/marks.ts';

const stood = (iteration: number, bytes = 1) =>
  ({ resolved: { short: `run ${iteration}` }, parked: { bytes: new Uint8Array(bytes), beside: null, iteration }, history: { names: [], iterations: [] }, evaluations: {}, marks: new Marks() }) as unknown as Stood;
const run = (place: number, bytes = 1): LeftRun => ({ place, stood: stood(place, bytes) });

test('Runs are taken up again backwards and forwards, as an editor undoes and does again', () => {
  const left = new LeftRuns();
  left.leave(run(1));
  left.leave(run(2));
  expect([left.previous, left.next]).toEqual([2, null]);
  left.take(2, run(3));
  expect([left.previous, left.next]).toEqual([1, 3]);
  left.take(1, run(2));
  expect([left.previous, left.next]).toEqual([null, 2]);
  // Straight to the last one, past the one between.
  left.take(3, run(1));
  expect([left.previous, left.next]).toEqual([2, null]);
  expect([1, 2, 3].map((place) => left.has(place))).toEqual([true, true, false]);
  expect(left.tell(left.previous)).toEqual({ line: 'run 2', iteration: 2 });
});

test('After another run was started what had been undone is gone', () => {
  const left = new LeftRuns();
  left.leave(run(1));
  left.take(1, run(2));
  expect(left.next).toBe(2);
  left.leave(run(1));
  expect([left.previous, left.next]).toEqual([1, null]);
});

test('Only so many are kept, and only so much of them: the ones furthest away go first', () => {
  const left = new LeftRuns();
  for (let place = 1; place <= 20; place++) left.leave(run(place));
  expect([left.has(8), left.has(9), left.previous]).toEqual([false, true, 20]);
  const large = new LeftRuns();
  for (let place = 1; place <= 4; place++) large.leave(run(place, 30 * 1024 * 1024));
  expect([1, 2, 3, 4].filter((place) => large.has(place))).toEqual([3, 4]);
});
