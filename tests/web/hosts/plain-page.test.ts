import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type ElementLike, draws, host, plays, site, visit, visitPage } from './browser.ts';
import { root } from './places.ts';
import { snippet } from './snippets.ts';

test('One script from another origin: the docs’ page draws, plays and says its caption', async () => {
  const { page } = await visitPage(snippet('plain-page.md', 'page', site.url));
  await plays(page);
  await draws(page);
  await expect.poll(() => page.getByText('Press Play; then compare').isVisible()).toBe(true);
  expect(site.asked.filter((path) => path.includes('engine') || path.includes('worker'))).toEqual([]);
});

test('Events and methods of the docs’ page', async () => {
  const html = snippet('plain-page.md', 'page', site.url).replace('</body>', () => `${snippet('plain-page.md', 'events', site.url)}</body>`);
  const { page } = await visitPage(html);
  await expect.poll(() => page.title()).toBe('iteration 1');
});

test('A goal is shown, and tells the page when it is settled', async () => {
  const script = `<script src="${site.url}embed/meta-rl-playground.js"></script>`;
  const { page } = await visitPage(`<!doctype html><meta charset="utf-8">${script}${snippet('plain-page.md', 'goal', site.url)}`);
  await page.evaluate(() => document.addEventListener('metarl-milestone', (event) => (document.title = JSON.stringify((event as CustomEvent).detail))));
  await page.locator('meta-rl-playground').evaluate((node) => (node as ElementLike).play());
  await expect.poll(() => page.title(), { timeout: 60_000 }).toMatch(/"kind":"goal"/);
});

test('Under a strict policy with an engine and worker of the page’s own, not even a blob is needed', async () => {
  const lib = (name: string) => readFileSync(`${root}lib/${name}`);
  const served = await host(
    {
      '/': `<!doctype html><meta charset="utf-8"><title>Strict</title>${snippet('plain-page.md', 'own-worker', site.url)}`,
      '/meta-rl/meta-rl-playground.js': readFileSync(`${root}dist/embed/meta-rl-playground.js`),
      '/meta-rl/worker.js': lib('worker.js'),
      '/meta-rl/engine.wasm': lib('engine.wasm'),
    },
    { headers: { 'Content-Security-Policy': "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'" } },
  );
  const { page } = await visit(served.url, { servers: [served] });
  await plays(page);
  expect(served.asked).toEqual(expect.arrayContaining(['/meta-rl/worker.js', '/meta-rl/engine.wasm']));
});

test('Two elements on a page, one of them out of sight: each has its run, and the hidden one computes nothing', async () => {
  const script = `<script src="${site.url}embed/meta-rl-playground.js"></script>`;
  const { page } = await visitPage(`<!doctype html><meta charset="utf-8">${script}
    <meta-rl-playground id="first" run="learner=maml&amp;tasks=sinusoid" views="adaptation"></meta-rl-playground>
    <div style="height: 4000px"></div>
    <meta-rl-playground id="second" run="learner=maml&amp;tasks=sinusoid" views="adaptation"></meta-rl-playground>`);
  await plays(page);
  expect(await page.locator('#second').evaluate((node) => [(node as ElementLike).line, (node as ElementLike).iteration])).toEqual([null, 0]);
});

test('Nothing of the page is touched: its title, address, keys and history stay its own', async () => {
  const { page } = await visitPage(snippet('plain-page.md', 'page', site.url));
  await plays(page);
  await page.evaluate(() => {
    (globalThis as { keys?: string[] }).keys = [];
    window.addEventListener('keydown', (event) => (globalThis as { keys?: string[] }).keys!.push(`${event.key} ${event.defaultPrevented}`));
    (document.activeElement as HTMLElement | null)?.blur();
  });
  const before = await page.locator('meta-rl-playground').evaluate((node) => (node as ElementLike).iteration);
  for (const key of [' ', 'ArrowRight', 'r']) await page.keyboard.press(key);
  expect(await page.evaluate(() => (globalThis as { keys?: string[] }).keys)).toEqual(['  false', 'ArrowRight false', 'r false']);
  expect(await page.locator('meta-rl-playground').evaluate((node) => (node as ElementLike).iteration)).toBe(before);
  expect(await page.title()).toBe('Adaptation by gradient steps');
  expect(await page.evaluate(() => [location.hash, history.length])).toEqual(['', 2]);
});

test('Of the page’s text only font, size and colour scheme are inherited', async () => {
  const style = '<style>body { text-align: center; text-transform: uppercase; letter-spacing: 0.3em; font: italic 700 20px/3 monospace; text-indent: 4em; white-space: pre; color-scheme: dark }</style>';
  const { page } = await visitPage(snippet('plain-page.md', 'page', site.url).replace('</head>', `${style}</head>`));
  const lead = page.locator('meta-rl-playground').getByText('Each meta-iteration samples a batch of tasks.');
  const seen = await lead.evaluate((node) => {
    const { textAlign, textTransform, letterSpacing, fontStyle, textIndent, whiteSpace, fontFamily, colorScheme } = getComputedStyle(node);
    return { textAlign, textTransform, letterSpacing, fontStyle, textIndent, whiteSpace, fontFamily, colorScheme };
  });
  expect(seen).toEqual({ textAlign: 'start', textTransform: 'none', letterSpacing: 'normal', fontStyle: 'normal', textIndent: '0px', whiteSpace: 'normal', fontFamily: 'monospace', colorScheme: 'dark' });
  expect(await page.locator('meta-rl-playground').evaluate((node) => getComputedStyle(node).fontSize)).toBe('20px');
});
