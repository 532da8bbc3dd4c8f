import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Playground, openRun, root } from '../playground.ts';

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

  // On paper: all of them, in their colours, and whole.
  await page.evaluate(() => scrollTo(0, 0));
  const inked = () =>
    page.locator('mrl-adaptation .batch canvas').first().evaluate((node) => {
      const { width, height } = node as HTMLCanvasElement;
      const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
      copy.drawImage(node as HTMLCanvasElement, 0, 0);
      return copy.getImageData(0, 0, width, height).data.some((value) => value > 0);
    });
  // A picture that was not seen before is not drawn yet.
  await page.locator('mrl-adaptation .batch canvas').first().evaluate((node) => ((node as HTMLCanvasElement).width += 1));
  expect(await inked()).toBe(false);
  await page.emulateMedia({ media: 'print' });
  await expect.poll(inked).toBe(true);
  const style = (selector: string) => page.locator(selector).first().evaluate((node) => [getComputedStyle(node).breakInside, getComputedStyle(node).printColorAdjust, getComputedStyle(node).display]);
  for (const selector of ['mrl-history figure', 'mrl-adaptation figure', '.receipt']) expect((await style(selector)).slice(0, 2), selector).toEqual(['avoid', 'exact']);
  for (const selector of ['.take', '#arrival', '#head nav']) expect((await style(selector))[2], selector).toBe('none');
});

/** Drops a file on the page. */
const drop = (playground: Playground, name: string, content: string | number[]) =>
  playground.page.evaluate(
    ([name, content]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([typeof content === 'string' ? content : Uint8Array.from(content)], name));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, content] as const,
  );

test('A run is saved with the command that repeats it and its sources, and comes back where it is dropped, as snapshots and parameters do', async () => {
  const playground = await openRun('learner=anil&tasks=sinusoid!at=4', { permissions: ['clipboard-read', 'clipboard-write'], acceptDownloads: true });
  const { page } = playground;
  await playground.untilIteration(4);
  await playground.untilStanding();
  const receipt = await playground.receipt();
  await playground.button('Copy BibTeX').click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^@inproceedings\{raghu2020,[^]*eprint = \{1909\.09157\}[^]*@inproceedings\{finn2017,[^]*@misc\{playground,/);
  const file = await saved(playground, 'Save run (JSON)');
  expect(file.name).toBe('anil-sinusoid-4.json');
  const found = JSON.parse(file.text);
  expect(found).toMatchObject({ format: 'meta-rl-playground-run', receipt: { iteration: 4, run: receipt[0], build: receipt[1], hash: receipt[3] }, iterations: [1, 2, 3, 4], statistics: { post_mean: expect.any(Array) } });
  const [, line, count] = /^npm run lab -- "(.+)" --iterations (\d+) --json$/.exec(found.command)!;
  const native = execFileSync(`${root}build/native/lab`, [line!, '--iterations', count!, '--json'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  expect(JSON.parse(native.trim().split('\n').at(-1)!)).toMatchObject({ hash: receipt[3] });

  await playground.button('Reset').click();
  await expect.poll(() => playground.iteration()).toBe(0);
  await drop(playground, file.name, file.text);
  await page.locator('#arrival').getByText('Iteration 4 has the parameters that the link names, bit for bit.').waitFor();
  expect(await playground.receipt()).toEqual(receipt);

  const parts = await page.evaluate(async () => {
    const { model } = document.querySelector('meta-rl-playground') as unknown as { model: { snapshot(): Promise<Uint8Array>; parameters(): Promise<Float32Array> } };
    return { snapshot: [...(await model.snapshot())], parameters: [...new Uint8Array((await model.parameters()).buffer)] };
  });
  await playground.button('Next iteration').click();
  await playground.untilIteration(5);
  await drop(playground, 'a.snapshot', parts.snapshot);
  await expect.poll(() => playground.receipt()).toEqual(receipt);
  await drop(playground, 'a.parameters', parts.parameters);
  await expect.poll(async () => (await playground.receipt())[0]).toContain('init=');
  // Refused, with a sentence each.
  await drop(playground, 'a.parameters', parts.parameters.slice(0, 8));
  await expect.poll(() => playground.alert.textContent()).toMatch(/[.]/);
  await drop(playground, 'picture.png', 'PNG');
  await page.locator('#arrival').getByText('picture.png is neither a snapshot (.snapshot) nor parameters (.parameters) nor a saved run (.json).').waitFor();
});
