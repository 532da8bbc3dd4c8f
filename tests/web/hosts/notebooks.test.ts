import { expect, test } from 'vitest';
import { type ElementLike, draws, host, plays, visit } from './browser.ts';
import { notebookPage } from './pages/notebook.ts';
import { siteFolder } from './places.ts';
import { snippet } from './snippets.ts';

interface Cell {
  model: { changed: string[]; saves: number; set(name: string, value: unknown): void };
  values: Record<string, Record<string, unknown>>;
  heard: Map<string, unknown[]>;
  cleanup(): void;
  widget: { render(view: object): () => void };
}

/** The docs' class in a notebook; the module's server allows other pages to import it, as the docs say it must. */
async function openNotebook() {
  const modules = await host({}, { folder: siteFolder, headers: { 'Access-Control-Allow-Origin': '*' } });
  const pages = await host({ '/': notebookPage(snippet('notebooks.md', 'anywidget', modules.url)) });
  const { page } = await visit(pages.url, { servers: [modules, pages] });
  await plays(page);
  return page;
}

test('A module of anywidget’s shape: draws, follows the model, tells it what happens, and cleans up', async () => {
  const page = await openNotebook();
  await draws(page);
  const cell = <T>(read: (cell: Cell) => T) => page.evaluate(`(${read.toString()})(globalThis)`) as Promise<T>;
  expect(await cell(({ values }) => values.progress!.iteration)).toBeGreaterThan(0);
  expect(await cell(({ model }) => model.saves)).toBeGreaterThan(0);
  // Only what the class has a trait for is written.
  expect(new Set(await cell(({ model }) => model.changed))).toEqual(new Set(['progress']));
  await cell(({ model }) => model.set('run', 'learner=maml&tasks=boolean'));
  await expect.poll(() => page.locator('meta-rl-playground').evaluate((node) => (node as ElementLike).line)).toContain('tasks=boolean');
  await cell(({ cleanup }) => cleanup());
  expect(await cell(({ heard }) => [...heard.values()].flat().length)).toBe(0);
  expect(await page.locator('meta-rl-playground').count()).toBe(0);
  await expect.poll(() => page.workers().length).toBe(0);
});

test('Cells that are run again and again leave nothing behind', async () => {
  const page = await openNotebook();
  await page.evaluate(async () => {
    const { model, widget, cleanup } = globalThis as unknown as Cell;
    cleanup();
    for (let i = 0; i < 20; i++) {
      const el = document.createElement('div');
      document.body.append(el);
      const undo = widget.render({ model, el });
      await new Promise((done) => setTimeout(done, 20));
      undo();
      el.remove();
    }
  });
  await expect.poll(() => page.workers().length).toBe(0);
});
