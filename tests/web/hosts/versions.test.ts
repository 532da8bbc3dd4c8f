import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { host, plays, site, visit } from './browser.ts';
import { hostsFolder, root } from './places.ts';

/** The hash that every inner tag ends in. */
const hash = /mrl-[a-z-]+-([0-9a-f]{8})\b/.exec(readFileSync(`${root}lib/script.js`, 'utf8'))![1]!;
const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { version: string };

/** The same code as another version would be: another hash and another number. */
const another = (text: string) => text.replaceAll(hash, 'feedbeef').replaceAll(`\`${version}\``, '`9.9.9`').replaceAll(`"${version}"`, '"9.9.9"');

const tags = (place: string) => `[...new Set([...document.querySelector('${place}').shadowRoot.querySelectorAll('*')].map((node) => node.localName).filter((name) => name.startsWith('mrl-')))]`;

test('Of two versions on a page the first draws all elements, and the second says so once', async () => {
  const script = another(readFileSync(`${root}dist/embed/meta-rl-playground.js`, 'utf8'));
  expect(script).toContain('9.9.9');
  const served = await host({
    '/': `<!doctype html><meta charset="utf-8"><title>Two</title><script src="${site.url}embed/meta-rl-playground.js"></script><script src="/other.js"></script><script src="/other.js?again"></script>
      <script src="${site.url}embed/meta-rl-playground.js?again"></script><meta-rl-playground run="learner=maml&amp;tasks=sinusoid"></meta-rl-playground>`,
    '/other.js': script,
  });
  const visited = await visit(served.url, { servers: [served] });
  visited.expected = [/^warning: <meta-rl-playground>: version [\d.]+ was registered first .* version 9\.9\.9 is not used\.$/];
  await plays(visited.page);
  expect(visited.said).toHaveLength(1);
  for (const tag of (await visited.page.evaluate(tags('meta-rl-playground'))) as string[]) expect(tag).toContain(hash);
});

test('Another version under another name draws with its own parts, beside the first', async () => {
  const folder = `${hostsFolder}/versions`;
  cpSync(`${root}lib`, `${folder}/first`, { recursive: true });
  cpSync(`${root}lib`, `${folder}/second`, { recursive: true });
  for (const name of readdirSync(`${folder}/second`).filter((name) => name.endsWith('.js'))) {
    writeFileSync(`${folder}/second/${name}`, another(readFileSync(`${folder}/second/${name}`, 'utf8')));
  }
  const page = `<!doctype html><meta charset="utf-8"><title>Two</title><script type="module">
    import './first/define.js';
    import { MetaRlPlayground } from './second/index.js';
    customElements.define('other-playground', class extends MetaRlPlayground {});
  </script><meta-rl-playground run="learner=maml&amp;tasks=sinusoid" views="adaptation"></meta-rl-playground><other-playground run="learner=maml&amp;tasks=boolean" views="adaptation"></other-playground>`;
  const served = await host({ '/': page }, { folder });
  const { page: opened } = await visit(served.url, { servers: [served] });
  await plays(opened);
  const other = opened.locator('other-playground');
  await other.scrollIntoViewIfNeeded();
  await other.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(() => other.evaluate((node) => (node as unknown as { iteration: number }).iteration), { timeout: 40_000 }).toBeGreaterThan(0);
  const [first, second] = [(await opened.evaluate(tags('meta-rl-playground'))) as string[], (await opened.evaluate(tags('other-playground'))) as string[]];
  expect(first.length).toBeGreaterThan(0);
  expect(second).toEqual(first.map((tag) => tag.replace(hash, 'feedbeef')));
});
