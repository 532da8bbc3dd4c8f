import { expect, test } from 'vitest';
import { parseBounds } from '../../../web/element/bounds.ts';
import { parseGoal } from '../../../web/element/goal.ts';
import { type Refused, REFUSED } from '../../../web/element/refused.ts';
import { type Sentences, refusedSentence } from '../../../web/element/sentence.ts';
import { parseAttribute } from '../../../web/element/api/parse.ts';
import { wordsFor } from '../../../web/messages/index.ts';

const words = wordsFor('en');
const sentences: Sentences = words.text.element.refused;
const say = (refused: Refused | undefined) => refusedSentence(refused!, words);

test('Every refusal has its sentence, and no other is there', () => {
  expect(Object.keys(sentences).sort()).toEqual([...REFUSED].sort());
});

test('A sentence names what is wrong and what is allowed', () => {
  expect(say(parseAttribute('theme', 'sepia').refused)).toBe('theme cannot be “sepia”: it is auto, light, or dark.');
  expect(say(parseGoal('measure=loss-after op=under value=1').refused)).toBe('The goal’s op cannot be “under”: it is above or below.');
  expect(say(parseBounds('inner_lr:2..1').refused)).toBe('bounds has “inner_lr:2..1”, whose lower end is above the upper one.');
});

test('No sentence lacks anything that it wants', () => {
  const given = new Set<string>();
  const about = new Proxy({}, { get: (_target, name: string) => (given.add(name), `[${name}]`) }) as Record<string, string>;
  for (const code of REFUSED) expect(sentences[code](about), code).toMatch(/[.]$/);
  expect([...given].sort()).toEqual(['allowed', 'hash', 'high', 'key', 'low', 'most', 'part', 'value', 'version']);
});
