import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type ElementLike, draws, host, plays, site, visit } from './browser.ts';
import { openDeck } from './pages/deck.ts';
import { quartoPage } from './pages/quarto.ts';
import { siteFolder } from './places.ts';
import { snippet } from './snippets.ts';

test('reveal.js: the element starts when its slide is shown, takes keys only when the focus is inside, and leaves the deck its own', async () => {
  const { page } = await openDeck(snippet('slides.md', 'reveal', site.url), snippet('slides.md', 'reveal-script', site.url));
  const element = page.locator('meta-rl-playground');
  const line = () => element.evaluate((node) => (node as ElementLike).line);
  const slide = () => page.evaluate(() => (globalThis as unknown as { Reveal: { getIndices(): { h: number } } }).Reveal.getIndices().h);
  await page.waitForTimeout(500);
  expect(await line()).toBeNull();
  await page.keyboard.press('ArrowRight');
  await expect.poll(slide).toBe(1);
  await expect.poll(line).toContain('tasks=sinusoid');
  await plays(page);
  await draws(page);
  // All of it is on its slide, the picture whole.
  const bottom = (place: string) => page.locator(`meta-rl-playground ${place}`.trim()).first().evaluate((node) => node.getBoundingClientRect().bottom);
  expect(await bottom('')).toBeLessThanOrEqual(800);
  expect(await bottom('canvas')).toBeLessThanOrEqual(await bottom(''));
  const iteration = () => element.evaluate((node) => (node as ElementLike).iteration);
  const before = await iteration();
  await element.getByRole('button', { name: 'Play', exact: true }).focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(iteration).toBeGreaterThan(before);
  expect(await slide()).toBe(1);
  await page.keyboard.press('Escape');
  // To the deck the key means its overview, and it is not for the deck.
  expect(await page.evaluate(() => (globalThis as unknown as { Reveal: { isOverview(): boolean } }).Reveal.isOverview())).toBe(false);
  await element.evaluate((node) => void (node as ElementLike).play());
  await page.keyboard.press('ArrowRight');
  await expect.poll(slide).toBe(2);
  // A slide that was left rests, and gives its worker back.
  await expect.poll(() => element.evaluate((node) => (node as ElementLike).asleep)).toBe(true);
  await expect.poll(() => page.workers().length).toBe(0);
});

test('reveal.js: a frame with data-src', async () => {
  const { page } = await openDeck(snippet('slides.md', 'reveal-frame', site.url));
  await page.keyboard.press('ArrowRight');
  const frame = await (await page.waitForSelector('iframe[src]')).contentFrame();
  await plays(frame!);
});

test('A page of the form that Quarto writes', async () => {
  const served = await host({ '/': quartoPage(snippet('slides.md', 'quarto', site.url)) });
  const { page } = await visit(served.url, { servers: [served] });
  await plays(page);
  await draws(page);
});

test('With Quarto’s `embed-resources` the script is in the page, and nothing is fetched', async () => {
  const script = readFileSync(`${siteFolder}/embed/meta-rl-playground.js`);
  const html = quartoPage(snippet('slides.md', 'quarto', site.url));
  const embedded = html.replace(/src="[^"]*meta-rl-playground\.js"/, () => `src="data:text/javascript;base64,${script.toString('base64')}"`);
  expect(embedded).not.toBe(html);
  const served = await host({ '/': embedded });
  const { page } = await visit(served.url, { servers: [served] });
  await plays(page);
  expect(served.asked.filter((path) => path !== '/favicon.ico')).toEqual(['/']);
});
