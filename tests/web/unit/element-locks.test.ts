import { expect, test } from 'vitest';
import type { Knob, Resolved } from '../../../web/engine/protocol.ts';
import { formatBounds, parseBounds } from '../../../web/element/bounds.ts';
import { FREE, type Rules, isLocked, narrowed, refusedChange, refusedLine, unknownTo } from '../../../web/element/locks.ts';

const rules = (lock: Rules['lock'], bounds = ''): Rules => ({ lock, bounds: parseBounds(bounds).value! });
const resolved = (values: Record<string, string>, changes = ''): Resolved => ({
  status: 'ok',
  line: Object.entries(values).map(([key, value]) => `${key}=${value}`).join('&') + changes,
  short: '', values, parameters: [], choices: {}, live: [],
}) as unknown as Resolved;
const knob = (name: string, more: Partial<Knob> = {}): Knob => ({ name, type: 'real', default: '0', unit: '', help: '', live: true, group: 'run', ...more });

test('Bounds are read and written', () => {
  const text = 'inner_lr:0.01..0.5 inner_steps:..3 outer_lr:1e-4.. learner:maml|anil';
  const { value } = parseBounds(text);
  expect([...value!]).toEqual([
    ['inner_lr', { low: 0.01, high: 0.5 }],
    ['inner_steps', { low: Number.NEGATIVE_INFINITY, high: 3 }],
    ['outer_lr', { low: 0.0001, high: Number.POSITIVE_INFINITY }],
    ['learner', { among: ['maml', 'anil'] }],
  ]);
  expect(parseBounds(formatBounds(value!)).value).toEqual(value);
});

test.each([
  ['inner_lr', 'bound-form'], ['inner_lr:', 'bound-form'], [':0..1', 'bound-form'], ['inner_lr:..', 'bound-form'], ['inner_lr:a..b', 'bound-form'], ['inner_lr:0..1..2', 'bound-form'],
  ['inner_lr:0x1..2', 'bound-form'], ['learner:maml|', 'bound-form'], ['<b>:1..2', 'bound-form'], ['inner_lr:2..1', 'bound-range'], ['seed:1..2 seed:3..4', 'bound-twice'],
])('Bounds "%s" are refused', (text, code) => {
  expect(parseBounds(text).refused?.code).toBe(code);
});

test('A locked knob cannot be changed, whatever the value', () => {
  expect(isLocked(rules(['seed']), 'seed')).toBe(true);
  expect(refusedChange(rules(['seed']), 'seed', '7')).toMatchObject({ code: 'locked', key: 'seed' });
  expect(refusedChange(rules('all'), 'inner_lr', '0.1')?.code).toBe('locked');
  expect(refusedChange(rules(['seed']), 'inner_lr', '0.1')).toBeNull();
  expect(refusedChange(FREE, 'seed', '7')).toBeNull();
});

test('A bounded one only within its bounds, both ends included', () => {
  const bounded = rules([], 'inner_lr:0.01..0.5 learner:maml|anil');
  for (const value of ['0.01', '0.5', '1e-1']) expect(refusedChange(bounded, 'inner_lr', value), value).toBeNull();
  for (const value of ['0.009', '0.51', 'NaN', '', 'many']) expect(refusedChange(bounded, 'inner_lr', value)?.code, value).toBe('outside-both');
  expect(refusedChange(rules([], 'inner_lr:..0.5'), 'inner_lr', '1')).toMatchObject({ code: 'outside-high', args: { high: '0.5' } });
  expect(refusedChange(rules([], 'inner_lr:0.5..'), 'inner_lr', '0')).toMatchObject({ code: 'outside-low', args: { low: '0.5' } });
  expect(refusedChange(bounded, 'learner', 'anil')).toBeNull();
  expect(refusedChange(bounded, 'learner', 'rl2')).toMatchObject({ code: 'not-among', args: { allowed: ['maml', 'anil'] } });
});

test('A whole line is held to the author’s', () => {
  const authors = resolved({ learner: 'maml', tasks: 'sinusoid', seed: '1', inner_lr: '0.01' });
  const line = (values: Record<string, string>, changes = '') => resolved({ ...authors.values, ...values }, changes);
  expect(refusedLine(rules(['seed']), authors, line({ inner_lr: '0.3' }))).toBeNull();
  expect(refusedLine(rules(['seed']), authors, line({ seed: '2' }))).toMatchObject({ code: 'locked', key: 'seed' });
  expect(refusedLine(rules('all'), authors, line({ inner_lr: '0.3' }))).toMatchObject({ code: 'locked', key: 'inner_lr' });
  expect(refusedLine(rules('all'), authors, line({}))).toBeNull();
  expect(refusedLine(rules([], 'inner_lr:0..0.1'), authors, line({ inner_lr: '0.3' }))).toMatchObject({ code: 'outside-both', key: 'inner_lr' });
});

test('What was changed while a line ran does not slip past', () => {
  const authors = resolved({ learner: 'maml', tasks: 'sinusoid', inner_lr: '0.01' });
  const changed = resolved(authors.values, '&inner_lr=0.4@4');
  expect(refusedLine(rules(['inner_lr']), authors, changed)).toMatchObject({ code: 'locked', key: 'inner_lr' });
  expect(refusedLine(rules([], 'inner_lr:0..0.1'), authors, changed)).toMatchObject({ code: 'outside-both', key: 'inner_lr', value: '0.4' });
  expect(refusedLine(rules([], 'inner_lr:0..0.5'), authors, changed)).toBeNull();
});

test('A knob of another learner is no breach, the learner itself is', () => {
  const authors = resolved({ learner: 'maml', tasks: 'sinusoid', inner_lr: '0.01' });
  const other = resolved({ learner: 'prototypes', tasks: 'sinusoid', embedding: '8' });
  expect(refusedLine(rules(['inner_lr', 'embedding']), authors, other)).toBeNull();
  expect(refusedLine(rules(['learner']), authors, other)).toMatchObject({ code: 'locked', key: 'learner' });
});

test('Names that no knob has, and bounds of the wrong kind, are found', () => {
  const knobs = [knob('inner_lr', { low: 0, high: 10 }), knob('learner', { type: 'choice', choices: ['maml', 'anil'] }), knob('seed', { type: 'seed' })];
  const found = unknownTo(knobs, rules(['inner_rl'], 'learner:0..1 inner_lr:a|b seed:1..5 depth:1..2'), ['seed', 'colour']);
  expect(found.map(({ code, key, value }) => [code, key, value])).toEqual([
    ['knob-name', 'knobs', 'colour'], ['knob-name', 'lock', 'inner_rl'], ['knob-name', 'bounds', 'depth'],
    ['bound-choice-kind', 'bounds', 'learner'], ['bound-range-kind', 'bounds', 'inner_lr'], ['bound-none', 'bounds', 'seed'],
  ]);
  expect(unknownTo(knobs, rules('all', 'inner_lr:0..1'), 'all')).toEqual([]);
});

test('What is left to the visitor is the smaller of both ranges', () => {
  const bounded = rules([], 'inner_lr:0.01..20 learner:anil|rl2');
  expect(narrowed(bounded, knob('inner_lr', { low: 0, high: 10 }), undefined)).toEqual({ low: 0.01, high: 10 });
  expect(narrowed(bounded, knob('learner', { type: 'choice' }), ['maml', 'anil'])).toEqual({ choices: ['anil'] });
  expect(narrowed(bounded, knob('outer_lr', { low: 0, high: 1 }), undefined)).toEqual({ low: 0, high: 1 });
});
