import { expect, test } from 'vitest';
import { fnv1a } from '../../../web/run/hash.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('FNV-1a gives the published values', () => {
  expect(fnv1a(bytes(''))).toBe('cbf29ce484222325');
  expect(fnv1a(bytes('a'))).toBe('af63dc4c8601ec8c');
  expect(fnv1a(bytes('foobar'))).toBe('85944171f73967e8');
});

test('Its 16-bit arithmetic agrees with 64-bit integers on all bytes', () => {
  const data = Uint8Array.from({ length: 1024 }, (_, i) => (i * 131 + (i >> 3)) & 255);
  let hash = 0xcbf29ce484222325n;
  for (const byte of data) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  expect(fnv1a(data)).toBe(hash.toString(16).padStart(16, '0'));
});
