import { expect, test } from 'vitest';
import { FRAME_NAMESPACE, FRAME_VERSION, MESSAGES } from '../../../web/element/api/frame.ts';
import { ACCEPTED, LIMITS, RateLimit, envelope, parseMessage } from '../../../web/embed/frame-protocol.ts';

const allowed = new Set(['run', 'views', 'lang']);
const message = (type: unknown, body: object = {}) => ({ ns: FRAME_NAMESPACE, v: FRAME_VERSION, type, ...body });
const parse = (data: unknown) => parseMessage(data, allowed);

test('The frame obeys the messages that the table lists, and no others', () => {
  const listed: string[] = MESSAGES.filter(({ direction }) => direction === 'in').map(({ name }) => name);
  expect([...ACCEPTED].sort()).toEqual(listed.sort());
});

test('What speaks another language is none of the frame’s business', () => {
  for (const data of [null, undefined, 3, 'hello', [], {}, { ns: 'other', v: 1, type: 'play' }, { context: 'h5p', action: 'hello' }, Object.create({ ns: FRAME_NAMESPACE })]) {
    expect(parse(data)).toBeNull();
  }
});

test('Each message is read with its fields and its id', () => {
  expect(parse(message('play', { id: 7 }))).toEqual({ id: 7, message: { type: 'play' } });
  expect(parse(message('step'))).toEqual({ id: undefined, message: { type: 'step', until: 'iteration' } });
  expect(parse(message('step', { until: 'phase', id: 'a' }))).toEqual({ id: 'a', message: { type: 'step', until: 'phase' } });
  expect(parse(message('change', { key: 'inner_lr', value: '0.1' }))?.refused).toBeUndefined();
  expect(parse(message('configure', { attributes: { views: 'tasks', lang: null } }))).toMatchObject({ message: { attributes: { views: 'tasks', lang: null } } });
  expect(parse(message('setState', { saved: { line: 'x', more: 1 } }))).toMatchObject({ message: { saved: { line: 'x', more: 1 } } });
});

const long = 'x'.repeat(LIMITS.text + 1);
for (const [about, data, code, key] of [
  ['another version', { ...message('play'), v: 2 }, 'frame-version', 'v'],
  ['no version', { ns: FRAME_NAMESPACE, type: 'play' }, 'frame-version', 'v'],
  ['an unknown type', message('explode'), 'frame-type', 'type'],
  ['a type of the prototype', message('toString'), 'frame-type', 'type'],
  ['a type that is no text', message({}), 'frame-type', 'type'],
  ['an id that is too long', message('play', { id: 'x'.repeat(65) }), 'frame-id', 'id'],
  ['an id that is an object', message('play', { id: {} }), 'frame-id', 'id'],
  ['a step to nowhere', message('step', { until: 'dawn' }), 'frame-value', 'until'],
  ['a key that is no text', message('change', { key: 1, value: '' }), 'frame-value', 'key'],
  ['a value that is too long', message('change', { key: 'a', value: long }), 'frame-size', 'value'],
  ['an attribute for nobody else', message('configure', { attributes: { 'worker-src': 'https://example.org/x.js' } }), 'frame-attribute', 'worker-src'],
  ['an attribute of the prototype', message('configure', { attributes: JSON.parse('{"__proto__": "x"}') }), 'frame-attribute', '__proto__'],
  ['a handler', message('configure', { attributes: { onclick: 'alert(1)' } }), 'frame-attribute', 'onclick'],
  ['an attribute that is no text', message('configure', { attributes: { views: ['tasks'] } }), 'frame-value', 'views'],
  ['an attribute that is too long', message('configure', { attributes: { run: long } }), 'frame-size', 'run'],
  ['attributes that are a list', message('configure', { attributes: ['run'] }), 'frame-value', 'attributes'],
  ['too many attributes', message('configure', { attributes: Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`a${i}`, ''])) }), 'frame-size', 'attributes'],
  ['a state that is text', message('setState', { saved: 'x' }), 'frame-value', 'saved'],
  ['a state of too many fields', message('setState', { saved: Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`a${i}`, ''])) }), 'frame-size', 'saved'],
  ['a state that is too large', message('setState', { saved: { snapshot: { length: 1 }, line: 'x'.repeat(LIMITS.saved) } }), 'frame-size', 'saved'],
] as const) {
  test(`Refused with a sentence: ${about}`, () => {
    const parsed = parse(data);
    expect(parsed?.refused).toMatchObject({ code, key });
    expect(parsed?.refused?.message).toMatch(/^["A-Z].*\.$/);
    expect(parsed?.refused?.message.length).toBeLessThan(600);
  });
}

test('A stranger’s text is repeated briefly and without control characters', () => {
  const parsed = parse(message(`a\u202eb\n${'c'.repeat(100)}`));
  expect(parsed?.refused?.message).not.toMatch(/[\n\u202e]|c{60}/);
  expect(parsed?.refused?.value).toHaveLength(41);
});

test('A refused message keeps its id, so that its sender knows which one it was', () => {
  expect(parse(message('explode', { id: 5 }))?.id).toBe(5);
});

test('A burst passes, then so many a second, and only one complaint a second is made', () => {
  const limit = new RateLimit(0);
  const at = (now: number, times: number) => Array.from({ length: times }, () => limit.judge(now));
  expect(at(0, LIMITS.burst).every((verdict) => verdict === 'pass')).toBe(true);
  expect(at(0, 3)).toEqual(['complain', 'drop', 'drop']);
  expect(at(1001, LIMITS.rate + 1)).toEqual([...Array<string>(LIMITS.rate).fill('pass'), 'complain']);
});

test('What is sent carries name, version and the id that it answers', () => {
  expect(envelope('state', { iteration: 3 }, 9)).toEqual({ ns: FRAME_NAMESPACE, v: FRAME_VERSION, type: 'state', id: 9, iteration: 3 });
  expect(envelope('state', {})).not.toHaveProperty('id');
});
