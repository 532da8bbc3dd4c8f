// What the page `compose` says for each host is put into that host, and plays there.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { HOSTS, type Host } from '../../../web/compose/snippets.ts';
import { type ElementLike, draws, host, plays, site, visit, visitPage } from './browser.ts';
import { sphinxBook } from './pages/book.ts';
import { openDeck } from './pages/deck.ts';
import { notebookPage } from './pages/notebook.ts';
import { vitePressProject, viteProject } from './pages/project.ts';
import { quartoPage } from './pages/quarto.ts';
import { reactProject } from './pages/react.ts';
import { hostsFolder, root, siteFolder, withEngine } from './places.ts';

const TITLE = 'Adaptation: "before" & <after>';
const CAPTION = 'Compare {{ 1 + 1 }} curves & <p> "quotes", it’s `plain`.';
const folder = `${hostsFolder}/composed`;
const snippets = new Map<Host, string>();

/** The page `compose`, with choices made by clicking. */
async function composed(): Promise<Page> {
  const visited = await visit(`${site.url}compose.html`);
  const { page } = visited;
  // The site keeps its own files for when there is no network.
  visited.hostKeeps = [/^cache meta-rl-playground-/];
  await page.locator('mrl-compose select').first().selectOption('sinusoid');
  await expect.poll(() => page.getByLabel('Run line').inputValue()).toContain('sinusoid');
  await page.getByLabel('Curve over meta-iterations', { exact: true }).uncheck();
  await page.getByLabel('Speed', { exact: true }).last().uncheck();
  await page.getByLabel('Goes on while it is not seen', { exact: true }).check();
  await page.getByLabel('Title', { exact: true }).fill(TITLE);
  await page.getByLabel('Caption', { exact: true }).fill(CAPTION);
  return page;
}

async function readSnippets(): Promise<void> {
  const page = await composed();
  for (const name of HOSTS) {
    await page.locator('.result select').selectOption(name);
    snippets.set(name, await page.locator('pre code').innerText());
  }
}

const of = (name: Host) => snippets.get(name)!;
const pageWith = (body: string) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title><body>${body}</body></html>`;

/** What was chosen is what is there. */
async function isAsChosen(page: Page, { caption = true } = {}): Promise<void> {
  await plays(page);
  await draws(page);
  const element = page.locator('meta-rl-playground').first();
  expect(await element.evaluate((node) => [(node as ElementLike).line, node.getAttribute('views'), node.getAttribute('controls'), node.hasAttribute('background')])).toEqual([
    expect.stringContaining('tasks=sinusoid'),
    'tasks adaptation',
    'play step reset status',
    true,
  ]);
  if (caption) expect(await element.locator('[slot=caption]').innerText()).toBe(CAPTION);
}

async function open(built: string): Promise<Page> {
  const served = await host({}, { folder: built });
  const visited = await visit(served.url, { servers: [served] });
  visited.hostKeeps = [/^vitepress-theme-appearance$/];
  return visited.page;
}

/** Each host, with its snippet in it. */
const ways: Record<Exclude<Host, 'frame' | 'file'>, () => Promise<Page>> = {
  page: async () => (await visitPage(pageWith(of('page')))).page,
  reveal: async () => {
    const [script, ...slide] = of('reveal').split('\n');
    const { page } = await openDeck(slide.join('\n'), script);
    await page.keyboard.press('ArrowRight');
    return page;
  },
  quarto: async () => (await visitPage(quartoPage(of('quarto')))).page,
  myst: async () => {
    const [, line] = /<!-- conf\.py: (.*) -->/.exec(of('myst'))!;
    return open(sphinxBook('composed-book', `project = "Course"\nextensions = ["myst_parser"]\nhtml_theme = "sphinx_book_theme"\n${line}\n`, `# Course\n\n${of('myst')}\n`));
  },
  npm: () => open(viteProject('composed-vite', of('npm'))),
  vitepress: () => open(vitePressProject('composed-vitepress', `# Course\n\n${of('vitepress')}\n`)),
  docusaurus: async () => {
    const { folder, html } = reactProject('composed-react', of('docusaurus'));
    return (await visitPage(html, { folder })).page;
  },
  anywidget: async () => {
    const modules = await host({}, { folder: siteFolder, headers: { 'Access-Control-Allow-Origin': '*' } });
    const pages = await host({ '/': notebookPage(of('anywidget').replaceAll(site.url, modules.url)) });
    return (await visit(pages.url, { servers: [modules, pages] })).page;
  },
};

test('The page says something for each host', async () => {
  await readSnippets();
  expect([...snippets.keys()]).toEqual([...HOSTS]);
});

test('The preview speaks the language of the page, unless another is chosen', async () => {
  const { page, hostKeeps } = await visit(`${site.url}compose.html`);
  // The site keeps the language that was chosen for it, and its own files.
  hostKeeps.push(/^meta-rl-playground-language$/, /^cache meta-rl-playground-/);
  const preview = page.locator('meta-rl-playground');
  await preview.getByRole('button', { name: 'Play', exact: true }).waitFor();
  await page.locator('#head select').first().selectOption('zh');
  await preview.getByRole('button', { name: '播放', exact: true }).waitFor();
  expect(await page.locator('pre code').innerText()).not.toContain('lang=');
});

for (const [name, way] of Object.entries(ways)) {
  test(`Its lines for ${name} play there, as they were chosen`, async () => {
    // A cell of a notebook has the notebook's own text around it.
    await isAsChosen(await way(), { caption: name !== 'anywidget' });
  });
}

test('Its lines for a frame play there', async () => {
  const { page } = await visitPage(pageWith(of('frame')));
  expect(await page.locator('iframe').getAttribute('title')).toBe(TITLE);
  const frame = (await (await page.waitForSelector('iframe')).contentFrame())!;
  await plays(frame);
  expect(await frame.locator('meta-rl-playground').getAttribute('views')).toBe('tasks adaptation');
});

test('Its command makes one file, and so does its button: the same one', async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const command = of('file').replace(/^npm run embed --/, `${process.execPath} ${root}wasm/toolchain/embed.mjs`);
  execFileSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8', stdio: 'pipe', env: withEngine });
  await isAsChosen((await visit(pathToFileURL(`${folder}/playground.html`).href)).page);

  const page = await composed();
  await page.locator('.result select').selectOption('file');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download the file' }).click()]);
  await download.saveAs(`${folder}/downloaded.html`);
  expect(execFileSync('cmp', ['playground.html', 'downloaded.html'], { cwd: folder, encoding: 'utf8' })).toBe('');
});
