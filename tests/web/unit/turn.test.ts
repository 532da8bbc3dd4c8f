// Where a task changes within an episode, the strip below the picture says so.
import { beforeAll, expect, test } from 'vitest';
import { fetchFace } from '../../../web/faces/index.ts';
import { wordsFor } from '../../../web/messages/index.ts';
import { draw, stubCanvas, theme } from '../fake/canvas.ts';
import { recorded } from '../fake/recorded.ts';

beforeAll(stubCanvas);

const words = wordsFor('en');

/** All that the picture of a recorded run's adaptation says, its task changing at a row of the episode. */
async function said(name: string, row?: number) {
  const { family, learner, resolved, traces: { complete: trace } } = recorded.find((one) => one.name === name)!;
  const face = await fetchFace(family);
  const scene = row === undefined ? resolved.scene : { ...resolved.scene, switch_at: row };
  const drawing = face.adaptation({ trace, family, learner, resolved: { ...resolved, scene } as typeof resolved, task: trace.task!.data, words }, { theme, moment: 0 })!;
  return draw(drawing, { width: 480, height: 480 }, words.format.tick).written;
}

const changes = words.text.faces.moving.turn;

test.each(['cart-pole-grbal', 'body-rl2'])('%s: the change is marked where it happens', async (name) => {
  const marks = (await said(name)).filter(({ text }) => text === changes);
  expect(marks).toHaveLength(1);
  const later = (await said(name, 10)).find(({ text }) => text === changes)!;
  expect(later.left).toBeGreaterThan(marks[0]!.left);
  expect(await said(name, 1000), 'a change after the end').not.toContainEqual(expect.objectContaining({ text: changes }));
});

test.each(['cart-pole-maml', 'body-maml'])('%s: where nothing changes, nothing is marked', async (name) => {
  expect(await said(name)).not.toContainEqual(expect.objectContaining({ text: changes }));
});
