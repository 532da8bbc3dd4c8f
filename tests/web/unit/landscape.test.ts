import { expect, test } from 'vitest';
import type { Landscape } from '../../../web/engine/protocol.ts';
import { ThetaTrail } from '../../../web/engine/theta-trail.ts';
import { loadInstruments } from '../../../web/messages/instruments/instruments.ts';
import { LANGUAGES } from '../../../web/messages/index.ts';
import { descentAngle, landscapePoints } from '../../../web/parts/landscape-points.ts';
import type { Sight } from '../../../web/parts/scene.ts';
import { tableOf } from '../../../web/parts/takeaway/tables.ts';
import { contour } from '../../../web/views/contours.ts';
import { landscape } from '../../../web/views/landscape.ts';
import { draw, stubCanvas } from '../fake/canvas.ts';
import { recorded } from '../fake/recorded.ts';

const found = (name: string): Landscape => ({
  trace: recorded.find((record) => record.name === name)!.landscape!, iteration: 1, iterations: [1], form: { plane: 'tasks', first: 0, second: 1, cells: 5 },
});

test('What two tasks adapt to lies in their plane, the first along it; and the gradients’ lengths tell their angle', () => {
  const points = landscapePoints(found('curve-maml'));
  expect(points.paths).toHaveLength(5);
  const [first, second] = points.paths.map((path) => path.at(-1)!) as [(typeof points.trail)[number], (typeof points.trail)[number]];
  expect(Math.abs(first.up)).toBeLessThan(1e-3 * first.distance);
  expect(Math.hypot(second.across, second.up)).toBeCloseTo(second.distance, 2);
  expect(points.here).toBe(found('curve-maml').trace.surface!.data[12]);
  expect(points.trail).toEqual([{ across: 0, up: 0, distance: 0 }]);
  const at = (distance: number) => ({ across: 0, up: 0, distance });
  expect(descentAngle({ descents: [at(1), at(1), at(Math.SQRT2)] })).toBeCloseTo(90);
  expect(descentAngle(points)).toBeGreaterThan(0);
});

test('Contours go where the height is theirs', () => {
  const plane = Float32Array.from({ length: 25 }, (_, i) => i % 5);
  const lines = contour(plane, 5, 1.5);
  expect(lines).toHaveLength(4);
  for (const [x0, , x1] of lines) expect([x0, x1]).toEqual([1.5, 1.5]);
  expect(contour(plane, 5, 9)).toEqual([]);
  // Around a hill a line is closed: each of its ends is another one's beginning.
  const hill = Float32Array.from({ length: 49 }, (_, i) => -Math.hypot((i % 7) - 3, Math.floor(i / 7) - 3));
  const ends = contour(hill, 7, -1.7).flatMap(([x0, y0, x1, y1]) => [`${x0.toFixed(6)} ${y0.toFixed(6)}`, `${x1.toFixed(6)} ${y1.toFixed(6)}`]);
  expect(ends.length).toBeGreaterThan(8);
  for (const end of ends) expect(ends.filter((one) => one === end)).toHaveLength(2);
  expect(contour(Float32Array.from([Number.NaN, 0, 0, 1]), 2, 0.5)).toEqual([]);
});

test('What was recorded is drawn with its names in sight; and what is no number breaks nothing', () => {
  stubCanvas();
  const { trace } = found('curve-maml');
  const points = landscapePoints(found('curve-maml'));
  const drawn = (surface: Float32Array, size: { width: number; height: number }) => {
    const context = draw(
      landscape({
        surface, cells: 5, window: [...trace.window!.data] as [number, number, number], theta: 'θ', adapted: (task) => `θ′${task + 1}`,
        paths: points.paths.map((path) => path.map(({ across, up }): [number, number] => [across, up])), trail: [[0, 0], [0.01, 0.01]],
        contours: [{ task: 0, heights: points.heights(0) }], descents: points.descents.slice(0, 2).map(({ across, up }): [number, number] => [across, up]),
      }),
      size,
      String,
    );
    expect(context.lost).toBe(0);
    for (const { left, right } of context.written) expect(left >= -1 && right <= size.width + 1).toBe(true);
    return context.written.map(({ text }) => text);
  };
  for (const size of [{ width: 500, height: 500 }, { width: 240, height: 240 }]) expect(drawn(trace.surface!.data, size)).toEqual(expect.arrayContaining(['θ', 'θ′1', 'θ′5']));
  expect(drawn(new Float32Array(25).fill(Number.NaN), { width: 300, height: 300 })).toContain('θ');
});

test('The grid can be taken away', () => {
  const about = found('plane-promp');
  const { columns, rows } = tableOf('landscape', { run: { instruments: { landscape: { found: about } } }, trace: null } as unknown as Sight)!;
  expect(columns.slice(0, 4)).toEqual(['across', 'up', 'surface', 'task_surface_1']);
  expect(rows).toHaveLength(25);
  expect(rows[12]!.slice(0, 3)).toEqual([0, 0, about.trace.surface!.data[12]]);
});

test('A trail keeps its beginning and evenly spaced points, and never more than so many', () => {
  const trail = new ThetaTrail();
  const at = (iteration: number) => ({ parameters: () => Float32Array.of(iteration, -iteration) });
  for (let iteration = 19_999; iteration <= 21_000; iteration++) trail.add(iteration, at(iteration));
  expect(trail.iterations[0]).toBe(19_999);
  expect(trail.iterations.length).toBeLessThanOrEqual(64);
  expect(trail.iterations.length).toBeGreaterThan(24);
  expect(new Set(trail.iterations.slice(1).map((iteration, i) => iteration - trail.iterations[i]!)).size).toBe(1);
  expect([...trail.parameters.subarray(2, 4)]).toEqual([trail.iterations[1], -trail.iterations[1]!]);
  const large = new ThetaTrail();
  for (let iteration = 0; iteration <= 40; iteration++) large.add(iteration, { parameters: () => new Float32Array(500_000) });
  expect(large.iterations.length).toBeLessThanOrEqual(8);
});

test('Every language has the words of a landscape', async () => {
  const { landscape: en } = (await loadInstruments('en'))!;
  for (const language of LANGUAGES) {
    const { landscape: say } = (await loadInstruments(language))!;
    expect(Object.keys(say).sort(), language).toEqual(Object.keys(en).sort());
    expect(Object.keys(say.planes).sort()).toEqual(Object.keys(en.planes).sort());
    expect(say.said.arrows('«a»', '«b»')).toMatch(/«a».*«b»/);
  }
});
