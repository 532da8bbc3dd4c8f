import { expect, test } from 'vitest';
import { site, visit } from './browser.ts';

test('Without a network the site answers for its own pages, and for the frame it has not kept with nothing rather than with itself', async () => {
  const visited = await visit(site.url);
  const { page } = visited;
  visited.hostKeeps = [/^cache meta-rl-playground-/];
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await expect.poll(() => page.evaluate(async () => (await (await caches.open((await caches.keys())[0]!)).keys()).length)).toBeGreaterThan(5);
  await page.reload();
  await page.context().setOffline(true);
  // The browser's own page for what cannot be had asks for the icon of the page before it.
  visited.expected = [/ERR_INTERNET_DISCONNECTED|ERR_FAILED/, /icon.*from origin 'null'/];
  await page.goto(`${site.url}compose.html`);
  await page.locator('mrl-compose').waitFor();
  await page.goto(site.url);
  await page.locator('meta-rl-playground').waitFor();
  await expect(page.goto(`${site.url}embed.html`)).rejects.toThrow(/ERR_/);
  await page.context().setOffline(false);
  await page.waitForURL(/chrome-error/);
  await page.goto(site.url);
});
