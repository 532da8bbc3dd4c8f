import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { violations } from './axe.ts';
import { type Playground, openRun } from './playground.ts';

/** What a press on a button of the open menu saves. */
async function saved(playground: Playground, name: string): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([playground.page.waitForEvent('download'), playground.button(name).click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

test('Each panel gives its pictures as SVG and PNG, its numbers as CSV, and a link to itself', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid!at=3', { permissions: ['clipboard-read', 'clipboard-write'], acceptDownloads: true });
  await playground.untilIteration(3);
  const { page } = playground;
  const open = page.locator('[data-view="update"] .take');
  await open.focus();
  await page.keyboard.press('Enter');
  const menu = page.getByRole('dialog', { name: 'Save what this panel shows' });
  await menu.waitFor();
  expect(await violations(playground)).toEqual([]);

  const image = await saved(playground, '“Loss over meta-iterations” as SVG');
  expect(image.name).toBe('maml-sinusoid-3-history.svg');
  const drawn = await page.evaluate((text) => {
    const svg = new DOMParser().parseFromString(text, 'image/svg+xml');
    return { root: svg.documentElement.localName, texts: [...svg.querySelectorAll('text')].map((one) => one.textContent), images: svg.querySelectorAll('image, foreignObject, script').length, about: svg.querySelector('desc')!.textContent };
  }, image.text);
  expect(drawn).toMatchObject({ root: 'svg', images: 0, texts: expect.arrayContaining(['Loss over meta-iterations', 'before', 'after', 'meta-iteration']) });
  expect(drawn.about).toMatch(/learner=maml&tasks=sinusoid.* @3 build=[0-9a-f]{16} hash=[0-9a-f]{16}$/);

  const table = await saved(playground, 'The numbers of “Loss over meta-iterations” as CSV');
  const rows = table.text.replace('\ufeff', '').trim().split('\r\n').map((row) => row.split(','));
  const curves = await page.evaluate(() => (document.querySelector('meta-rl-playground') as unknown as { curves(): { statistics: Record<string, number[]> } }).curves());
  expect(rows.slice(1).map((row) => Math.fround(Number(row[rows[0]!.indexOf('post_mean')])))).toEqual(curves.statistics.post_mean);

  const [download] = await Promise.all([page.waitForEvent('download'), playground.button('“On tasks never trained on” as PNG').click()]);
  expect(readFileSync(await download.path()).subarray(1, 4).toString()).toBe('PNG');
  await playground.button('Copy link to this panel').click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/!at=3&task=1&speed=\w+&view=update&build=/);
  await page.keyboard.press('Escape');
  await expect.poll(() => menu.count()).toBe(0);
  expect(await open.evaluate((button) => (button.getRootNode() as ShadowRoot).activeElement === button && button.ariaExpanded)).toBe('false');

  // Every panel with pictures, as a host asks for them.
  for (const view of ['loops', 'tasks', 'adaptation', 'update']) {
    const [svg, csv] = await page.evaluate(async (name) => {
      const element = document.querySelector('meta-rl-playground') as unknown as { picture(view: string, scale: number, format: string): Promise<Blob>; table(view: string): Promise<string> };
      return [await (await element.picture(name, 1, 'svg')).text(), await element.table(name)] as const;
    }, view);
    expect(svg, view).toMatch(/^<svg [^>]*>\n<title>[^<]+<\/title>[^]*<path /);
    expect(csv, view).toMatch(/^\w+,\w+.*\r\n/);
  }
});

test('The menu speaks Chinese, and tasks that are tiles become a picture, too', async () => {
  const playground = await openRun('learner=maml&tasks=boolean', { locale: 'zh-CN', viewport: { width: 360, height: 800 } });
  await playground.page.locator('[data-view="tasks"] .take').click();
  await playground.button('将“任务”存为 SVG').waitFor();
  const svg = await playground.page.evaluate(async () => (await (document.querySelector('meta-rl-playground') as unknown as { picture(view: string, scale: number, format: string): Promise<Blob> }).picture('tasks', 1, 'svg')).text());
  expect(svg.match(/<path /g)!.length).toBeGreaterThanOrEqual(16 * 5);
  await playground.button('关闭').click();
  await expect.poll(() => playground.page.locator('.take-menu').count()).toBe(0);
});
