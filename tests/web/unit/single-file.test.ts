import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { inlineSafe } from '../../../web/embed/build/inline-safe.ts';
import { elementMarkup, policy, singleFile } from '../../../web/embed/single-file.ts';

const text = 'globalThis.ran = 1 < 2;';
const script = { text, hash: `sha256-${createHash('sha256').update(text).digest('base64')}` };
const file = (more: Partial<Parameters<typeof singleFile>[0]> = {}) =>
  singleFile({ script, attributes: [['run', 'learner=maml&tasks=sinusoid'], ['autoplay', '']], language: 'en', title: 'A title', withoutScript: 'Needs script.', ...more });

test('The file holds the element with its attributes, the script as it is, and a policy that names its hash', () => {
  const html = file();
  expect(html).toContain('<meta-rl-playground run="learner=maml&amp;tasks=sinusoid" autoplay></meta-rl-playground>');
  expect(html).toContain(`<script>${text}</script>`);
  expect(html).toContain(`script-src '${script.hash}' 'wasm-unsafe-eval'`);
  expect(html).not.toMatch(/(?:src|href)=/);
});

test('Nothing that is written into it becomes markup', () => {
  const hostile = '"><script>alert(1)</script>&<!--';
  const html = file({ attributes: [['run', hostile]], title: hostile, caption: hostile, language: hostile, withoutScript: hostile });
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).not.toContain('<!--');
  expect(elementMarkup([['run', hostile]])).toBe('<meta-rl-playground run="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;&lt;!--"></meta-rl-playground>');
});

test('A script that would end its own element is not written at all', () => {
  expect(() => file({ script: { ...script, text: 'x = "</script>"' } })).toThrow(/end its element/);
  const safe = inlineSafe('x = "</SCRIPT><!--<script>"; y = 1 < !0');
  expect(safe).toBe('x = "\\x3C/SCRIPT>\\x3C!--<script>"; y = 1 < !0');
  expect(() => file({ script: { ...script, text: safe } })).not.toThrow();
});

test('The policy lets nothing be fetched but what the file itself holds', () => {
  expect(policy('sha256-x')).toMatch(/^default-src 'none';/);
  expect(policy('sha256-x')).not.toMatch(/\*|https?:|'self'|'unsafe-eval'|script-src[^;]*'unsafe-inline'/);
});
