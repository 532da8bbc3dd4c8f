import { expect, test } from 'vitest';
import { type Choice, attributesOf, withAttribute } from '../../../web/compose/choice.ts';
import { HOSTS, frameAddress, markup, snippetFor } from '../../../web/compose/snippets.ts';

const site = 'https://example.org/meta-rl/';
const choice: Choice = {
  attributes: { run: 'learner=maml&tasks=sinusoid', views: 'adaptation', controls: 'play step', autoplay: '', store: 'chapter-1', task: '2', theme: 'auto' },
  title: 'Adaptation by gradient steps',
  caption: 'Press <Play> & compare.',
};
/** Everything that a careless snippet would let out of its quotes. */
const hostile: Choice = { attributes: { run: `learner=maml&x="'<script>alert(1)</script>\`\${1}\\` }, title: `"'></h2><script>`, caption: `</p><script>"'` };

test('What says no more than its absence is left out', () => {
  expect(attributesOf(choice).map(([name]) => name)).toEqual(['run', 'views', 'controls', 'autoplay', 'task', 'store']);
  expect(attributesOf(withAttribute(choice, 'task', '1')).map(([name]) => name)).not.toContain('task');
  expect(attributesOf(withAttribute(choice, 'controls', '')).find(([name]) => name === 'controls')).toEqual(['controls', '']);
  expect(attributesOf(withAttribute(choice, 'store', null)).map(([name]) => name)).not.toContain('store');
});

test('The element is written as HTML wants it', () => {
  expect(markup(choice)).toBe(`<meta-rl-playground run="learner=maml&amp;tasks=sinusoid" views="adaptation" controls="play step" autoplay task="2" store="chapter-1">
  <p slot="caption">Press &lt;Play&gt; &amp; compare.</p>
</meta-rl-playground>`);
});

test('A frame has the run after #, the rest after ?, and nothing that is not a stranger’s to say', () => {
  const address = new URL(frameAddress(choice, site));
  expect(address.pathname).toBe('/meta-rl/embed.html');
  expect(decodeURIComponent(address.hash.slice(1))).toBe('learner=maml&tasks=sinusoid');
  expect(Object.fromEntries(address.searchParams)).toEqual({ views: 'adaptation', controls: 'play step', autoplay: '', task: '2' });
});

test.each(HOSTS)('%s: what was written by hand stays within its quotes', (host) => {
  const { text } = snippetFor(host, hostile, site);
  // Outside of string literals of Python and JavaScript, where markup is only text.
  const shown = host === 'npm' || host === 'anywidget' || host === 'docusaurus' || host === 'file' ? text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^']|'\\'')*'/g, '') : text;
  expect(shown).not.toContain('<script>alert');
  expect(shown).not.toContain('"\'><');
  expect(shown).not.toMatch(/<\/h2><script>|<\/p><script>/);
});

test.each(HOSTS)('%s: names the run and the views', (host) => {
  const { text } = snippetFor(host, choice, site);
  expect(text).toMatch(/sinusoid/);
  expect(text).toMatch(/adaptation/);
});

test('A command for the shell is one command', () => {
  expect(snippetFor('file', { ...choice, title: "It's" }, site).text).toContain(`--title 'It'\\''s'`);
});
