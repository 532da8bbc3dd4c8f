import { expect, test } from 'vitest';
import { MOST_BYTES, fromBase64, parseSaved, toBase64 } from '../../../web/element/saved.ts';

const whole = {
  format: 'meta-rl-playground', version: 1, build: '0123456789abcdef', line: 'learner=maml&tasks=sinusoid', iteration: 12, hash: 'fedcba9876543210',
  snapshot: toBase64(new Uint8Array([1, 2, 255])), parameters: null, speed: 'full', task: 2, probe: [0.5, -1],
};

test('What was saved is read again', () => {
  expect(parseSaved(JSON.parse(JSON.stringify(whole))).value).toEqual({
    line: whole.line, snapshot: new Uint8Array([1, 2, 255]), parameters: null, speed: 'full', task: 2, probe: [0.5, -1],
  });
});

test('A part of it is enough; what is absent or undefined is not there', () => {
  expect(parseSaved({ task: 3 }).value).toEqual({ task: 3 });
  expect(parseSaved({ line: undefined, speed: null }).value).toEqual({ speed: null });
  expect(parseSaved({}).value).toEqual({});
});

test.each([
  [null, 'saved-shape', ''],
  [[], 'saved-shape', ''],
  ['{}', 'saved-shape', ''],
  [{ format: 'other' }, 'saved-shape', ''],
  [{ version: 2 }, 'saved-version', '2'],
  [{ version: '1' }, 'saved-version', '1'],
  [{ lines: 'x' }, 'saved-field', 'lines'],
  [{ constructor: 'x' }, 'saved-field', 'constructor'],
  [{ line: 7 }, 'saved-value', 'line'],
  [{ line: 'x'.repeat(70_000) }, 'saved-value', 'line'],
  [{ parameters: 'AAAA' }, 'saved-value', 'parameters'],
  [{ snapshot: 'not base64!' }, 'saved-value', 'snapshot'],
  [{ snapshot: 'AAA' }, 'saved-value', 'snapshot'],
  [{ snapshot: [1, 2] }, 'saved-value', 'snapshot'],
  [{ speed: 'ludicrous' }, 'saved-value', 'speed'],
  [{ task: 0 }, 'saved-value', 'task'],
  [{ task: Number.NaN }, 'saved-value', 'task'],
  [{ probe: [] }, 'saved-value', 'probe'],
  [{ probe: [1, Number.POSITIVE_INFINITY] }, 'saved-value', 'probe'],
  [{ probe: Array(2000).fill(0) }, 'saved-value', 'probe'],
])('A stranger’s %j is refused', (given, code, value) => {
  expect(parseSaved(given).refused).toMatchObject({ code, value });
});

test('What is too large is refused before it is decoded', () => {
  expect(parseSaved({ snapshot: 'A'.repeat((MOST_BYTES / 3) * 4 + 4) }).refused).toMatchObject({ code: 'saved-size', value: 'snapshot', args: { most: '64' } });
});

test('Bytes survive base64, however many there are', () => {
  const bytes = Uint8Array.from({ length: 100_003 }, (_, i) => (i * 31) & 255);
  expect(Buffer.from(fromBase64(toBase64(bytes))).equals(bytes)).toBe(true);
});
