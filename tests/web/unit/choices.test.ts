import { beforeAll, expect, test } from 'vitest';
import type { Trace } from '../../../web/engine/protocol.ts';
import { fetchFace } from '../../../web/faces/index.ts';
import { loadWords, wordsFor } from '../../../web/messages/index.ts';
import type { Sight } from '../../../web/parts/scene.ts';
import { trialSentences } from '../../../web/parts/sentences/trial.ts';
import { trialDrawing } from '../../../web/parts/trial-drawing.ts';
import { draw, stubCanvas, theme } from '../fake/canvas.ts';
import { recorded } from '../fake/recorded.ts';

const { family, learner, resolved, traces } = recorded.find(({ name }) => name === 'bandit-selector')!;

const face = await fetchFace(family);

beforeAll(() => {
  stubCanvas();
  return loadWords('zh');
});

test('A trial of several candidates says which one was chosen, and how many episodes it played', () => {
  const choices = Array.from(traces.complete.choices!.data);
  const last = choices.at(-1)!;
  const candidate = resolved.values.candidates!.split(';')[last]!;
  const played = choices.filter((one) => one === last).length;
  const said = trialSentences(traces.complete, resolved, wordsFor('en'));
  expect(said).toContain(`Of 2 candidates ${candidate} was chosen; it played ${played} episodes of the trial.`);
  expect(trialSentences(traces.complete, resolved, wordsFor('zh'))).toContain(`在 2 个候选者中选出了 ${candidate}；它进行了试验中的 ${played} 个回合。`);
});

test('As long as the trial goes on none has been chosen', () => {
  const under: Trace = { ...traces.complete, choices: { shape: [3], data: traces.complete.choices!.data.slice(0, 3) } };
  expect(trialSentences(under, resolved, wordsFor('en')).some((text) => text.includes('candidates'))).toBe(false);
});

test('The picture of a trial has a row for who plays, beside the rewards', () => {
  const sight = { family, learner, resolved, face, words: wordsFor('en'), task: traces.complete.task!.data } as unknown as Sight;
  const texts = (trace: Trace) => draw(trialDrawing(sight, trace, theme, 'all')!, { width: 600, height: 200 }, String).written.map(({ text }) => text);
  expect(texts(traces.complete)).toContain('candidate at play, one line for each');
  const { choices: _, ...without } = traces.complete;
  expect(texts(without)).not.toContain('candidate at play, one line for each');
});
