import { expect, test } from 'vitest';
import { extent, linear, ticks } from '../../../web/views/scale.ts';

test('A scale maps its ends to its pixels and a pixel back to its value', () => {
  const scale = linear(-2, 2, 10, 110);
  expect(scale(-2)).toBe(10);
  expect(scale(2)).toBe(110);
  expect(scale.invert(scale(0.7))).toBeCloseTo(0.7, 12);
});

test('Ticks are round numbers within the range, and a range without extent has one', () => {
  expect(ticks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  expect(ticks(-0.35, 0.35, 4)).toEqual([-0.2, 0, 0.2]);
  expect(ticks(3, 3, 5)).toEqual([3]);
  expect(ticks(Number.NaN, 1, 5)).toHaveLength(1);
});

test('An extent passes over what is not finite, and there always is one', () => {
  expect(extent([[1, Number.NaN, Number.POSITIVE_INFINITY, 3]], 0)).toEqual([1, 3]);
  expect(extent([[]])).toEqual([0, 1]);
});
