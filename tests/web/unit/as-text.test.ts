import { expect, test } from 'vitest';
import { toBytes, toText } from '../../../web/embed/as-text.ts';

test('Every byte comes back, whichever are frequent', () => {
  const all = Uint8Array.from({ length: 256 }, (_, i) => i);
  const skewed = Uint8Array.from({ length: 70_000 }, (_, i) => (i % 7 ? i % 3 : (i * 31) % 256));
  for (const bytes of [all, skewed, new Uint8Array(0), new Uint8Array(1000).fill(255)]) expect(Buffer.compare(toBytes(toText(bytes)), bytes)).toBe(0);
});

test('The text needs no escape in a string, a template or a page, and frequent bytes are one letter', () => {
  const { text, order } = toText(Uint8Array.from({ length: 10_000 }, (_, i) => (i % 5 ? 0 : i % 256)));
  expect(text).toMatch(/^[ -~]*$/);
  expect(text).not.toMatch(/["'`\\$<]/);
  expect(order.slice(0, 2)).toBe('00');
  expect(text.length).toBeLessThan(12_000);
});
