import { expect, test } from 'vitest';
import { draws, host, plays, site, visit } from './browser.ts';
import { sphinxBook } from './pages/book.ts';
import { snippet } from './snippets.ts';

test('Sphinx with MyST and the book theme: the docs’ configuration and page', async () => {
  const served = await host({}, { folder: sphinxBook('sphinx', snippet('books.md', 'conf', site.url), snippet('books.md', 'myst', site.url)) });
  const visited = await visit(served.url, { servers: [served] });
  await plays(visited.page);
  await draws(visited.page);
  expect(await visited.page.locator('meta-rl-playground').evaluate((node) => node.getBoundingClientRect().width)).toBeGreaterThan(280);
});
