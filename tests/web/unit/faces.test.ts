import { beforeAll, describe, expect, test } from 'vitest';
import type { Face, Mark, Scene, TasksScene } from '../../../web/faces/face.ts';
import { DRAWINGS, faceOf, fetchFace } from '../../../web/faces/index.ts';
import { plain } from '../../../web/faces/plain.ts';
import { type Words, paragraph, wordsFor } from '../../../web/messages/index.ts';
import { trial as trialView } from '../../../web/views/trial.ts';
import { type FakeContext, draw, stubCanvas, theme } from '../fake/canvas.ts';
import { type Recorded, recorded } from '../fake/recorded.ts';
import { HOSTILE } from '../fake/hostile.ts';
import { changedWords, doubled } from '../fake/words.ts';

beforeAll(stubCanvas);

const drawn = new Map(await Promise.all(recorded.map(async ({ family }) => [family.drawing, await fetchFace(family)] as const)));

const SIZES = [{ width: 250, height: 250 }, { width: 480, height: 480 }, { width: 700, height: 190 }];

function sceneOf({ family, learner, resolved, traces }: Recorded, which: keyof Recorded['traces'], words: Words): Scene {
  const trace = traces[which];
  // Before its data is collected, a task is known from the batch alone.
  const width = trace.tasks?.shape[1] ?? 0;
  return { trace, family, learner, resolved, task: trace.task?.data ?? trace.tasks?.data.subarray(width, 2 * width) ?? null, words };
}

/** Everything that a face makes of a scene: the texts of its pictures, marks and sentences. */
function everything(face: Face, scene: Scene): { pictures: Array<{ context: FakeContext; width: number }>; texts: string[] } {
  const pictures: Array<{ context: FakeContext; width: number }> = [];
  const last = (scene.trace.episodes ?? scene.trace.grid_outputs)?.shape[0] ?? 1;
  const { tick } = scene.words.format;
  for (const size of SIZES) {
    for (const moment of ['all', 0, last - 1] as const) {
      const drawing = face.adaptation(scene, { theme, moment });
      if (drawing) pictures.push({ context: draw(drawing, size, tick), width: size.width });
    }
    for (const drawing of face.meta?.drawings(scene, theme) ?? []) pictures.push({ context: draw(drawing, size, tick), width: size.width });
    const rows = face.rows?.(scene, theme) ?? [];
    if (rows.length) pictures.push({ context: draw(trialView({ horizon: 2, steps: 2 * last, rows, shown: [0, 2], cursor: true, xLabel: 'x' }), size, tick), width: size.width });
  }
  const marks: Mark[] = [...(face.legend?.(scene, theme) ?? []), ...(face.meta?.legend?.(scene, theme) ?? [])];
  const tasks: TasksScene = { resolved: scene.resolved, tasks: scene.trace.tasks ?? null, before: null, index: 1, shown: scene.task, words: scene.words };
  const tiles = face.tasks?.tiles(tasks) ?? [];
  const texts = [
    ...marks.map(({ label }) => label),
    ...(scene.resolved.adaptation.trials && scene.trace.episodes ? (face.trial?.(scene) ?? []) : []),
    ...(face.meta ? [face.meta.change(scene) ?? ''] : []),
    ...tiles.flatMap((tile) => [tile.name, face.tasks!.count(tile, scene.words)]),
    ...(face.tasks && scene.trace.tasks ? [face.tasks.sampled(scene.trace.tasks, 3, scene.words), face.tasks.name(scene.task!, scene.words)] : []),
  ];
  return { pictures, texts };
}

test('Every face has been recorded with every way of adapting that runs on it', () => {
  expect(new Set(recorded.map(({ family }) => family.drawing))).toEqual(new Set(DRAWINGS));
  expect(new Set(recorded.map(({ learner }) => learner.adapts))).toEqual(new Set(['gradient', 'search', 'memory', 'belief', 'latent', 'embedding', 'model', 'choice', 'rule']));
});

describe.each(recorded.map((record) => [record.name, record] as const))('%s', (_, record) => {
  const face = drawn.get(record.family.drawing)!;
  const words = wordsFor('en');

  test('is drawn complete, with nothing at a place that is no number', () => {
    const { pictures, texts } = everything(face, sceneOf(record, 'complete', words));
    const perSize = 3 + (face.meta ? face.meta.drawings(sceneOf(record, 'complete', words), theme).length : 0) + (face.rows?.(sceneOf(record, 'complete', words), theme).length ? 1 : 0);
    expect(pictures).toHaveLength(SIZES.length * perSize);
    for (const { context } of pictures) expect(context.lost).toBe(0);
    for (const text of texts) expect(text).not.toMatch(/undefined|NaN|\[object/);
    if (face.meta) expect(face.meta.drawings(sceneOf(record, 'complete', words), theme)).toHaveLength(face.meta.pictures);
  });

  test('waits for its data, and shows a task of a visitor’s own', () => {
    everything(face, sceneOf(record, 'sampled', words));
    const { pictures } = everything(face, sceneOf(record, 'probe', words));
    expect(pictures.length).toBeGreaterThanOrEqual(3 * SIZES.length);
  });

  test('stays a picture when text is twice as long: everything is written within it', () => {
    for (const { context, width } of everything(face, sceneOf(record, 'complete', changedWords(doubled))).pictures) {
      for (const { text, left, right } of context.written) {
        expect(left, `“${text}” in ${width}`).toBeGreaterThanOrEqual(-1);
        expect(right, `“${text}” in ${width}`).toBeLessThanOrEqual(width + 1);
      }
    }
  });

  test.each(HOSTILE)('passes %s on as text, and stays within its frame', (_name, hostile) => {
    const { pictures, texts } = everything(face, sceneOf(record, 'complete', changedWords(() => hostile)));
    for (const { context, width } of pictures) {
      for (const { left, right } of context.written) {
        expect(left).toBeGreaterThanOrEqual(-1);
        expect(right).toBeLessThanOrEqual(width + 1);
      }
    }
    for (const text of texts) expect(typeof text).toBe('string');
    expect(paragraph(words, texts)).toEqual(expect.any(String));
  });
});

test('A way of drawing that is not known shows how well each moment does', () => {
  for (const drawing of ['hologram', 'constructor', '']) expect(faceOf({ drawing })).toBe(plain);
  const { pictures } = everything(plain, sceneOf(recorded[0]!, 'complete', wordsFor('en')));
  expect(pictures).toHaveLength(9);
  expect(plain.adaptation(sceneOf(recorded[0]!, 'sampled', wordsFor('en')), { theme, moment: 'all' })).toBeNull();
});
