import { expect, test } from 'vitest';
import type { Description, Family, Knob, Learner } from '../../../web/engine/protocol.ts';
import type { CoreMessages } from '../../../web/messages/core-messages.ts';
import * as say from '../../../web/messages/core-words.ts';
import { type Words, wordsFor } from '../../../web/messages/index.ts';
import createEngine from '../fake/engine.mjs';

const description = JSON.parse((await createEngine()).describe()) as Description;
const family = (name: string): Family => description.families.find((one) => one.name === name)!;
const learner = (name: string): Learner => description.learners.find((one) => one.name === name)!;
const knob = (name: string): Knob => description.knobs.find((one) => one.name === name)!;

const core: CoreMessages = {
  knobs: { inner_lr: 'Schritt' },
  units: { tasks: 'Aufgaben', rad: 'Radiant' },
  families: {
    'bernoulli-bandit': {
      title: 'Banditen', help: 'Arme', oracle: 'weiß alles',
      parameter: (name) => (name.startsWith('p') ? { title: `Arm ${name.slice(1)}`, help: `Chance von Arm ${name.slice(1)}` } : null),
      presets: { default: { title: 'üblich', help: 'Für eine Seite' } },
      learners: { maml: 'lernt hier anders' },
    },
  },
  learners: { maml: { title: 'MAML!', help: 'lernt' } },
  refusals: { 'knob.choice': ({ key, value, choices }, format) => `${key}: ${value} ist keines von ${format.conjunction(choices as string[])}.` },
};
const english = wordsFor('en');
const other: Words = { ...english, text: { ...english.text, core } };

test('In English the core’s own words stand', () => {
  expect(say.knobHelp(english, knob('inner_lr'))).toBe(knob('inner_lr').help);
  expect(say.familyTitle(english, family('sinusoid'))).toBe(family('sinusoid').title);
  expect(say.learnerTitle(english, learner('maml'))).toBe(learner('maml').title);
  expect(say.presetTitle(english, family('sinusoid'), family('sinusoid').presets[0]!)).toBe(family('sinusoid').presets[0]!.name);
  expect(say.refusalSentence(english, { code: 'knob.choice', args: { key: 'outer' }, message: 'The core’s sentence.' })).toBe('The core’s sentence.');
});

test('Another language’s table says what the core says, by name, id and code', () => {
  const bandit = family('bernoulli-bandit');
  const parameter = bandit.parameters[1]!;
  expect(say.knobHelp(other, knob('inner_lr'))).toBe('Schritt');
  expect(say.unitName(other, { unit: 'rad' })).toBe('Radiant');
  expect(say.familyTitle(other, bandit)).toBe('Banditen');
  expect(say.oracleWords(other, bandit)).toBe('weiß alles');
  expect(say.parameterTitle(other, bandit, parameter)).toBe('Arm 2');
  expect(say.parameterHelp(other, bandit, parameter)).toBe('Chance von Arm 2');
  expect(say.presetTitle(other, bandit, bandit.presets[0]!)).toBe('üblich');
  expect(say.learnerTitle(other, learner('maml'))).toBe('MAML!');
  expect(say.learnerHelp(other, learner('maml'), family('sinusoid'))).toBe('lernt');
  expect(say.learnerHelp(other, learner('maml'), bandit)).toBe('lernt hier anders');
});

test('A refusal’s arguments stand where the table puts them, lists as the language makes them', () => {
  expect(say.refusalSentence(other, { code: 'knob.choice', args: { key: 'outer', value: '<b>', choices: ['adam', 'sgd', 'ppo'] }, message: 'x' })).toBe('outer: <b> ist keines von adam, sgd, and ppo.');
});

test('Whatever a table lacks is said in English rather than not at all', () => {
  expect(say.knobHelp(other, knob('seed'))).toBe(knob('seed').help);
  expect(say.familyHelp(other, family('sinusoid'))).toBe(family('sinusoid').help);
  expect(say.refusalSentence(other, { code: 'no.such-code', args: {}, message: 'The core’s sentence.' })).toBe('The core’s sentence.');
});
