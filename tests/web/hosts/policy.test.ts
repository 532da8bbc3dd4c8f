import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { host, plays, site, visit, visitPage } from './browser.ts';
import { ours } from './pages/project.ts';
import { docs, siteFolder } from './places.ts';
import { PLACE, snippet } from './snippets.ts';

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

test('Where a host isolates its page, the headers that the docs name for the other server are enough', async () => {
  const isolated = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
  const shared = await host({}, { folder: siteFolder, headers: { 'Cross-Origin-Resource-Policy': 'cross-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' } });
  const scripted = await host({ '/': snippet('plain-page.md', 'page', shared.url) }, { headers: isolated });
  const first = await visit(scripted.url, { servers: [scripted, shared] });
  expect(await first.page.evaluate(() => crossOriginIsolated)).toBe(true);
  await plays(first.page);
  const framed = await host({ '/': `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>${snippet('frame.md', 'frame', shared.url)}` }, { headers: isolated });
  const second = await visit(framed.url, { servers: [framed, shared] });
  await plays((await (await second.page.waitForSelector('iframe')).contentFrame())!);
});

/** The directives that the docs' table has for a form. */
function directives(form: string): string {
  const [, cell] = new RegExp(`^\\| ${form} \\| \`([^\`]+)\` \\|$`, 'm').exec(readFileSync(`${docs}/policy.md`, 'utf8'))!;
  return cell!.replaceAll(new URL(PLACE).origin, new URL(site.url).origin);
}

/** A page that may do what the docs say, and nothing else. */
const strict = (form: string) => ({ 'Content-Security-Policy': `default-src 'none'; ${directives(form)}` });
const pageWith = (body: string) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Strict</title>${body}`;
const element = '<meta-rl-playground run="learner=maml&amp;tasks=sinusoid" views="adaptation"></meta-rl-playground>';

test('The docs’ policy is enough for one script on the page’s own server', async () => {
  const served = await host({ '/': pageWith(`<script src="/copy.js" defer></script>${element}`), '/copy.js': readFileSync(`${siteFolder}/embed/meta-rl-playground.js`) }, { headers: strict('one script, copied to your own server') });
  await plays((await visit(served.url, { servers: [served] })).page);
});

test('The docs’ policy is enough for the npm package', async () => {
  const served = await host({ '/': pageWith(`<script type="module" src="./lib/define.js"></script>${element}`) }, { folder: ours, headers: strict('the npm package, or `worker-src` and `engine-src` on your own server') });
  await plays((await visit(served.url, { servers: [served] })).page);
});

test('The docs’ policy is enough for a frame', async () => {
  const { page } = await visitPage(pageWith(snippet('frame.md', 'frame', site.url).replace(/\s*style="[^"]*"/, '')), { headers: strict('a frame') });
  await plays((await (await page.waitForSelector('iframe')).contentFrame())!);
});

test('A server may send embed.html with the policy that the docs name, by its script’s hash', async () => {
  const [, policy] = /`(script-src '<that hash>'[^`]+)`/.exec(readFileSync(`${docs}/policy.md`, 'utf8').replace(/\n/g, ' '))!;
  const { frame } = JSON.parse(readFileSync(`${siteFolder}/embed/forms.json`, 'utf8')) as { frame: string };
  const served = await host({}, { folder: siteFolder, headers: { 'Content-Security-Policy': `default-src 'none'; ${policy!.replace('<that hash>', frame)}` } });
  await plays((await visit(`${served.url}embed.html#learner=maml&tasks=sinusoid`, { servers: [served] })).page);
});
