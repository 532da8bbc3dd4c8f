import { expect, test } from 'vitest';
import type { Trace } from '../../../web/engine/protocol.ts';
import { inThePlane } from '../../../web/faces/classes/principal.ts';
import { betaDensity, pointDensity, pullsOf } from '../../../web/faces/bandit/pulls.ts';
import { countStays } from '../../../web/faces/two-step/stay.ts';
import { stepNow } from '../../../web/views/clock.ts';
import { squares } from '../../../web/views/panels.ts';

const array = (shape: number[], data: number[]) => ({ shape, data: Float32Array.from(data) });

test('Pulls are read episode by episode, and what lies behind an episode’s end is none', () => {
  const trace: Trace = {
    actions: array([2, 1, 2, 1], [1, 0, 2, 9]),
    rewards: array([2, 1, 2], [1, 0, 1, 0]),
    lengths: array([2, 1], [2, 1]),
  };
  expect(pullsOf(trace)).toEqual([{ arm: 1, reward: 1 }, { arm: 0, reward: 0 }, { arm: 2, reward: 1 }]);
  expect(pullsOf(trace, 1, 2)).toEqual([{ arm: 2, reward: 1 }]);
  expect(pullsOf({})).toEqual([]);
});

test('A Beta density has its mode and its proportions where the formula puts them', () => {
  expect(new Set(betaDensity(1, 1, 10))).toEqual(new Set([1]));
  const density = betaDensity(4, 2, 100);
  // Mode (a - 1) / (a + b - 2) = .75.
  expect(density.indexOf(Math.max(...density))).toBeGreaterThanOrEqual(74);
  expect(density.indexOf(Math.max(...density))).toBeLessThanOrEqual(75);
  expect(density[20]! / density[50]!).toBeCloseTo((0.205 ** 3 * 0.795) / (0.505 ** 3 * 0.495), 10);
  // So many pulls that the powers themselves would be 0.
  expect(Math.max(...betaDensity(5000, 5000, 60))).toBe(1);
});

test('A chance that is one of several stands at each, as high as it is likely', () => {
  const density = pointDensity([0.8, 0.2], [0.9, 0.1], 50);
  expect(density[5]).toBeCloseTo(0.2, 12);
  expect(density[45]).toBeCloseTo(0.8, 12);
  expect(density.filter((value) => value > 0)).toHaveLength(4);
  const four = pointDensity([0.4, 0.3, 0.2, 0.1], [0.9, 0.6, 0.4, 0.1], 50);
  expect([four[45], four[30], four[20], four[5]]).toEqual([0.4, 0.3, 0.2, 0.1]);
});

test('Stays are counted by what came before them', () => {
  const choice = (first: number, second: number, reward: number) => ({ first, second, reward });
  const counts = countStays(
    [choice(0, 0, 1), choice(0, 1, 1), choice(1, 1, 0), choice(1, 0, 0), choice(0, 0, 0)],
    ({ first, second }) => first === second,
  );
  expect(counts).toEqual([
    { stayed: 1, times: 1 },
    { stayed: 0, times: 1 },
    { stayed: 1, times: 1 },
    { stayed: 0, times: 1 },
  ]);
});

test('Points of many dimensions are laid out along the direction in which they differ most', () => {
  const along = [-3, -1, 0, 1, 3];
  // A line along (2, 2, 1) / 3, a little off it in turn.
  const rows = along.flatMap((t, i) => [(2 * t) / 3 + 0.01 * (i % 2), (2 * t) / 3 - 0.01 * (i % 2), t / 3]);
  const { rows: plane, more } = inThePlane(rows, 3, [2 / 3, 2 / 3, 1 / 3]);
  const sign = Math.sign(plane[8]!);
  along.forEach((t, i) => expect(sign * plane[2 * i]!).toBeCloseTo(t, 2));
  expect(Math.max(...along.map((_, i) => Math.abs(plane[2 * i + 1]!)))).toBeLessThan(0.03);
  expect(sign * more[0]!).toBeCloseTo(1, 2);
  expect(inThePlane([1, 2, 3, 4], 2, [5, 6])).toEqual({ rows: [1, 2, 3, 4], more: [5, 6] });
});

test('A trial is shown from its beginning to its end, and at its end where motion is not wanted', () => {
  expect(stepNow({ time: 0, still: false }, 10, 30)).toBe(10);
  expect(stepNow({ time: 1.5, still: false }, 10, 30)).toBeCloseTo(20, 6);
  expect(stepNow({ time: 3.5, still: false }, 10, 30)).toBe(30);
  expect(stepNow({ time: 0, still: true }, 10, 30)).toBe(30);
  expect(stepNow({ time: 2, still: false }, 5, 5)).toBe(5);
});

test('Panels are as large as the room allows and do not leave it', () => {
  for (const [width, height, count] of [[400, 400, 1], [400, 400, 4], [900, 200, 3], [290, 290, 6]] as const) {
    const places = squares({ width, height }, count);
    expect(places).toHaveLength(count);
    for (const { left, top, side } of places) {
      expect(left).toBeGreaterThanOrEqual(-1e-9);
      expect(top).toBeGreaterThanOrEqual(22 - 1e-9);
      expect(left + side).toBeLessThanOrEqual(width + 1e-9);
      expect(top + side).toBeLessThanOrEqual(height + 1e-9);
    }
  }
  expect(squares({ width: 900, height: 200 }, 3)[0]!.side).toBe(178);
});
