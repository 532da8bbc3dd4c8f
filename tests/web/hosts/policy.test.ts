import { expect, test } from 'vitest';
import { plays, site, visitPage } from './browser.ts';
import { snippet } from './snippets.ts';

const header = () => {
  const line = snippet('policy.md', 'script', site.url);
  const [name, ...rest] = line.split(': ');
  return { [name!]: rest.join(': ') };
};
const page = () => snippet('plain-page.md', 'page', site.url);

test('The docs’ policy is enough for one script from another origin', async () => {
  const visited = await visitPage(page(), { headers: header() });
  await plays(visited.page);
});

for (const [missing, sentence] of [
  [" 'wasm-unsafe-eval'", /wasm-unsafe-eval/],
  ['; worker-src blob:', /worker-src|worker/],
] as const) {
  test(`Where${missing} is missing, the element says so`, async () => {
    const headers = Object.fromEntries(Object.entries(header()).map(([name, value]) => [name, value.replace(missing, '')]));
    expect(headers).not.toEqual(header());
    const visited = await visitPage(page(), { headers });
    // The browser itself reports the policy that was broken.
    visited.expected = [/Content Security Policy/];
    await visited.element.scrollIntoViewIfNeeded();
    await expect.poll(() => visited.element.evaluate((node) => (node.shadowRoot as ShadowRoot).textContent)).toMatch(sentence);
  });
}

test('Isolation headers are not needed, and those of a host do no harm', async () => {
  const visited = await visitPage(page(), { headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'credentialless' } });
  await plays(visited.page);
});
