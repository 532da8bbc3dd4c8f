import { expect, test } from 'vitest';
import { FARTHEST } from '../../../web/element/api/attributes.ts';
import { KEYS, formatLink, parseLink } from '../../../web/site/link/grammar.ts';
import { fromHash, toHash } from '../../../web/site/address.ts';
import { LANGUAGES, loadWords } from '../../../web/messages/index.ts';
import { loadTakeAway } from '../../../web/messages/takeaway/takeaway.ts';
import { HOSTILE } from '../fake/hostile.ts';

const VIEWS = ['tasks', 'adaptation', 'update'];
const LINE = 'learner=maml&tasks=sinusoid&outer_lr=0.001@120';
const made = { build: '0123456789abcdef', hash: 'fedcba9876543210' };
const parse = (text: string) => parseLink(text, VIEWS);

test('A link without a state is a line', () => {
  expect(parse(LINE)).toEqual({ line: LINE, state: null });
  expect(parse('')).toEqual({ line: '', state: null });
});

test('What was written is read again, through an address, too', () => {
  for (const state of [{ at: 0 }, { at: FARTHEST, task: 3 }, { at: 120, task: 999_999, speed: 'full' as const, view: 'tasks', made }]) {
    const text = formatLink({ line: LINE, state });
    expect(parse(text)).toEqual({ line: LINE, state });
    expect(fromHash(toHash(text))).toBe(text);
  }
  expect(formatLink({ line: LINE, state: { at: 2000, task: 3 } })).toBe(`${LINE}!at=2000&task=3`);
});

test('The order of the parts means nothing', () => {
  expect(parse(`${LINE}!hash=${made.hash}&task=2&build=${made.build}&at=7`)).toEqual({ line: LINE, state: { at: 7, task: 2, made } });
});

test.each([
  ['at=07', { code: 'whole', key: 'at', value: '07', least: 0, most: FARTHEST }],
  ['at=1000000000', { code: 'whole', key: 'at', value: '1000000000', least: 0, most: FARTHEST }],
  ['at=-1', { code: 'whole', key: 'at', value: '-1', least: 0, most: FARTHEST }],
  ['at=1e3', { code: 'whole', key: 'at', value: '1e3', least: 0, most: FARTHEST }],
  ['at=', { code: 'whole', key: 'at', value: '', least: 0, most: FARTHEST }],
  ['at=5&task=0', { code: 'whole', key: 'task', value: '0', least: 1, most: 999_999 }],
  ['at=5&at=5', { code: 'twice', key: 'at' }],
  ['task=3', { code: 'missing', key: 'at' }],
  ['at=5&speed=fast', { code: 'choice', key: 'speed', value: 'fast', allowed: ['slow', 'medium', 'full'] }],
  ['at=5&view=receipts', { code: 'choice', key: 'view', value: 'receipts', allowed: VIEWS }],
  ['at=5&build=0123456789abcdef', { code: 'missing', key: 'hash' }],
  ['at=5&hash=0123456789abcdef', { code: 'missing', key: 'build' }],
  ['at=5&build=0123456789ABCDEF&hash=0123456789abcdef', { code: 'digits', key: 'build', value: '0123456789ABCDEF' }],
  ['at=5&build=0123456789abcdef&hash=0123456789abcde', { code: 'digits', key: 'hash', value: '0123456789abcde' }],
  ['at=5&constructor=1', { code: 'unknown', key: 'constructor', allowed: KEYS }],
  ['at=5&', { code: 'unknown', key: '', allowed: KEYS }],
  ['', { code: 'unknown', key: '', allowed: KEYS }],
  ['at=5!at=6', { code: 'whole', key: 'at', value: '5!at=6', least: 0, most: FARTHEST }],
])('!%s is refused whole', (state, fault) => {
  expect(parse(`${LINE}!${state}`)).toEqual(fault);
});

test('A stranger’s text is shown back cut short', () => {
  const fault = parse(`${LINE}!at=${'9'.repeat(5000)}`);
  expect(fault).toMatchObject({ code: 'whole', value: expect.stringMatching(/^9{39}…$/) });
  for (const [, text] of HOSTILE) expect(parse(`${LINE}!at=1&${text.replaceAll('&', '')}=2`)).toHaveProperty('code');
});

const shapeOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shapeOf(part)]).sort()) : typeof value;

test.each(LANGUAGES)('Every word of what is taken away is there in %s', async (language) => {
  const [own, english, { format }] = [(await loadTakeAway(language))!, (await loadTakeAway('en'))!, await loadWords(language)];
  expect(shapeOf(own)).toEqual(shapeOf(english));
  const { faults } = own.link;
  for (const sentence of [faults.unknown('x', KEYS, format), faults.whole('at', 'x', '0', '9'), faults.choice('speed', 'x', VIEWS, format), faults.digits('hash', 'x')]) {
    expect(sentence).toMatch(/[.。]$/);
    expect(sentence).toContain('x');
  }
});

test('A language without a table of its own has the English one', async () => {
  expect(await loadTakeAway('tlh')).toBe(await loadTakeAway('en'));
});
