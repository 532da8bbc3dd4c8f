import { expect, test } from 'vitest';
import type { Trace } from '../../../web/engine/protocol.ts';
import { meanSoFar, means, quantile, quartiles } from '../../../web/parts/held-out-curve.ts';

const evaluation = (rows: number[][]): Trace => ({ values: { shape: [rows.length, rows[0]!.length], data: Float32Array.from(rows.flat()) } });

test('Quartiles lie between the neighbours, as they are usually taken', () => {
  expect([0, 0.25, 0.5, 0.75, 1].map((share) => quantile([4, 1, 3, 2], share))).toEqual([1, 1.75, 2.5, 3.25, 4]);
  expect(quantile([], 0.5)).toBeNaN();
});

test('The core’s own quartiles are taken where there are some', () => {
  const given = (value: number) => ({ shape: [1], data: Float32Array.of(value) });
  expect(quartiles({ ...evaluation([[9]]), median: given(1), lower: given(0), upper: given(2) })).toEqual({ middle: [1], lower: [0], upper: [2] });
});

test('As many episodes as one inner step collects are put together before tasks are compared', () => {
  const two = evaluation([[0, 1, 1, 1], [0, 0, 1, 0], [1, 1, 1, 1]]);
  expect(quartiles(two, 2)!.middle).toEqual([0.5, 1]);
  expect(means(two, 2)!.middle).toEqual([0.5, (1 + 0.5 + 1) / 3]);
});

test('The mean so far, times the number of episodes, is the mean total of the trials', () => {
  const rows = [[0, 1, 1, 0], [1, 1, 0, 0], [0, 0, 0, 1]];
  const { middle, lower, upper } = meanSoFar(evaluation(rows))!;
  expect(middle[0]).toBeCloseTo(1 / 3, 12);
  expect(middle.at(-1)! * 4).toBeCloseTo((2 + 2 + 1) / 3, 12);
  // Of .5, .5 and .25 the standard deviation is .25 / sqrt(3).
  expect(upper.at(-1)! - middle.at(-1)!).toBeCloseTo(0.25 / 3, 12);
  expect(middle.at(-1)! - lower.at(-1)!).toBeCloseTo(0.25 / 3, 12);
});

test('A task that diverged is left out of the mean', () => {
  expect(means(evaluation([[1], [Number.NaN], [3]]))!.middle).toEqual([2]);
});
