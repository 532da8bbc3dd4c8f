import { beforeAll, describe, expect, test } from 'vitest';
import { loadGuide } from '../../../web/messages/guide/guide.ts';
import { LANGUAGES, loadWords, wordsFor } from '../../../web/messages/index.ts';
import { piecesOf } from '../../../web/parts/terms.ts';

beforeAll(async () => void (await Promise.all(LANGUAGES.map(loadWords))));

const en = wordsFor('en');

describe.each(LANGUAGES)('the guide of %s', (language) => {
  test('has one sentence for each term that texts can name, and a form for each sentence', async () => {
    const guide = (await loadGuide(language))!;
    const { terms } = wordsFor(language).text;
    expect(Object.keys(guide.terms).sort()).toEqual(Object.keys(terms).sort());
    for (const [name, sentence] of Object.entries(guide.terms)) expect(sentence, name).toMatch(/^[^。]+[.。]$/);
    for (const [name, forms] of Object.entries(terms)) expect(forms.split('|').every(Boolean), name).toBe(true);
  });

  test('has a tour of four steps', async () => {
    const { tour } = (await loadGuide(language))!;
    expect(tour.steps.map(({ at }) => at)).toEqual(['outer', 'inner', 'curve', 'play']);
    for (const { title, text } of tour.steps) expect(title && text).toBeTruthy();
  });

  test('finds the leading terms of the page where they stand', () => {
    const { text } = wordsFor(language);
    const found = (sentence: string) => piecesOf({ text }, sentence).flatMap(({ term }) => term ?? []);
    expect(found(text.loops.kept.updated)).toEqual(expect.arrayContaining(['outer', 'theta', 'iteration']));
    expect(found(text.loops.fate.gradient)).toContain('thetaPrime');
    expect(found(text.history.notes.median)).toEqual(expect.arrayContaining(['median', 'quartiles']));
  });
});

test('A language without a guide has the English one', async () => {
  expect(await loadGuide('tlh')).toBe(await loadGuide('en'));
});

test('A text stays what it is, whatever is marked in it', () => {
  for (const text of ['', 'task', 'θ, θ′ and θ again', 'Nothing of that kind.', 'Tasks: loss → loss', text50()]) {
    expect(piecesOf(en, text).map((piece) => piece.text).join('')).toBe(text);
  }
});

test('The longest form counts, a term is marked once, and never within another word', () => {
  const names = (text: string) => piecesOf(en, text).map(({ text: piece, term }) => `${term ?? ''}:${piece}`);
  expect(names('θ′ after θ and θ′')).toEqual(['thetaPrime:θ′', ': after ', 'theta:θ', ': and θ′']);
  expect(names('Task by task')).toEqual(['task:Task', ': by task']);
  expect(names('multitask tasking returned')).toEqual([':multitask tasking returned']);
});

test('Forms with signs that mean something elsewhere are found as they stand', () => {
  const terms = Object.fromEntries(Object.keys(en.text.terms).map((name) => [name, name === 'task' ? 'a.*(b)[' : ''])) as typeof en.text.terms;
  expect(piecesOf({ text: { ...en.text, terms } }, 'x a.*(b)[ azb').find(({ term }) => term)).toEqual({ text: 'a.*(b)[', term: 'task' });
});

function text50(): string {
  return en.text.update.lead.repeat(50);
}
