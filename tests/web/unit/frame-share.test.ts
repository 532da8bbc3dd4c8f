import { expect, test } from 'vitest';
import { drawInShare } from '../../../web/parts/frame-share.ts';

/** Draws for so many milliseconds. */
const busy = (milliseconds: number) => () => {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
};

test('Short drawings share a frame', () => {
  expect(Array.from({ length: 10 }, () => drawInShare(1, () => undefined))).toEqual(Array(10).fill(true));
});

test('After a long one the others wait for the next frame, in which one may draw however long it takes', () => {
  expect(drawInShare(2, busy(8))).toBe(true);
  let drawn = false;
  expect(drawInShare(2, () => (drawn = true))).toBe(false);
  expect(drawn).toBe(false);
  expect(drawInShare(3, busy(8))).toBe(true);
});
