// The course as a reader has it, in both languages: at a desk and on a telephone, with the keyboard alone, without script.
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { violations } from '../axe.ts';
import { nativeReceipt } from '../../browsers/native.ts';
import { type Playground, open } from '../playground.ts';

async function openChapter(path: string, options: Parameters<typeof open>[0] = {}): Promise<Playground> {
  const playground = await open(options);
  await playground.go('', path);
  return playground;
}

const knob = (section: Locator, name: string) => section.getByLabel(name, { exact: true });

/** Presses a button that has the focus. */
async function press(button: Locator): Promise<void> {
  await button.focus();
  await button.press('Enter');
}

async function setKnob(section: Locator, name: string, value: string): Promise<void> {
  await knob(section, name).fill(value);
  await knob(section, name).press('Enter');
}

test('A chapter’s figures, questions and exercises work with the keyboard alone; axe finds nothing; receipts are those of the native program', async () => {
  const playground = await openChapter('course/en/two-loops.html');
  const { page } = playground;
  await page.locator('#tools select').waitFor();

  const figure = page.locator('#first-look');
  await press(figure.getByRole('button', { name: 'Next iteration', exact: true }));
  await expect.poll(() => figure.locator('meta-rl-playground').evaluate((element) => (element as unknown as { iteration: number }).iteration)).toBe(1);
  await press(figure.getByRole('button', { name: 'Take this figure' }));
  const dialog = page.getByRole('dialog', { name: 'Take this figure' });
  const snippet = () => dialog.locator('pre').innerText();
  expect(await snippet()).toMatch(/<script src="http:\/\/[^"]*\/some\/base\/path\/embed\/meta-rl-playground\.js" defer><\/script>\n<meta-rl-playground run="learner=maml&amp;tasks=sinusoid/);
  expect(await snippet()).toContain('<p slot="caption">Press Play.');
  await dialog.locator('select').selectOption('frame');
  expect(await snippet()).toContain('embed.html?');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });

  // A letter of a formula lights up in the picture of the loops, and says what it is.
  const loops = page.locator('#the-loops');
  await loops.scrollIntoViewIfNeeded();
  await loops.locator('.letters[data-term=thetaPrime]').first().waitFor();
  await page.locator('math [data-term=thetaPrime]').first().hover();
  await page.getByRole('tooltip').getByText('θ′ (theta prime)').waitFor();
  expect(await loops.locator('.letters[data-term=thetaPrime]').first().evaluate((letter) => [letter.hasAttribute('data-lit'), getComputedStyle(letter).backgroundColor])).toEqual([true, expect.not.stringContaining('rgba(0, 0, 0, 0)')]);
  await loops.locator('.letters[data-term=thetaPrime]').first().hover();
  expect(await page.locator('math [data-term=thetaPrime][data-lit]').count()).toBeGreaterThan(2);

  const question = page.locator('#before');
  await press(question.getByRole('button', { name: 'Run it and compare' }));
  await question.getByText('Choose an answer, then run it.').waitFor();
  expect(await question.locator('.why').isVisible()).toBe(false);
  await question.getByRole('radio').first().focus();
  await page.keyboard.press('Space');
  await press(question.getByRole('button', { name: 'Run it and compare' }));
  await question.getByText(/^The run gives [\d.]+, which is not what you predicted\.$/).waitFor({ timeout: 40_000 });
  expect(await question.locator('[data-holds]').innerText()).toMatch(/stays high/);
  expect(await question.locator('.why').isVisible()).toBe(true);

  const exercise = page.locator('#few-points');
  await exercise.scrollIntoViewIfNeeded();
  await press(exercise.getByRole('button', { name: 'Play', exact: true }));
  await exercise.getByText('Not reached this time.').waitFor({ timeout: 40_000 });
  await setKnob(exercise, 'shots', '6');
  await press(exercise.getByRole('button', { name: 'Play', exact: true }));
  await exercise.getByText('Solved.').waitFor({ timeout: 40_000 });
  const handed = JSON.parse(await exercise.locator('.outcome pre').first().innerText()) as { exercise: string; goal: string; reached: { iteration: number }; receipt: { run: string; hash: string; iteration: number } };
  expect(handed).toMatchObject({ exercise: 'two-loops/few-points', goal: expect.stringContaining('value=1.7 within=400') });
  expect(handed.receipt.run).toContain('shots=6');
  expect(await exercise.locator('.outcome pre').last().innerText()).toBe(`npm run lab -- "${handed.receipt.run}" --iterations ${handed.receipt.iteration} --evaluate`);
  expect(nativeReceipt(handed.receipt.run, handed.receipt.iteration).hash).toBe(handed.receipt.hash);

  expect(await violations(playground)).toEqual([]);
});

test('On a telephone and in Chinese a chapter has room, finds its words, and is solved as at a desk', async () => {
  const playground = await openChapter('course/zh/two-loops.html', { viewport: { width: 360, height: 740 } });
  const { page } = playground;
  const field = page.getByRole('searchbox');
  await field.fill('内循环');
  await page.locator('.found a').first().waitFor();
  expect(await page.locator('.found a').first().getAttribute('href')).toMatch(/^\.\.\/\.\.\/course\/zh\/two-loops\.html/);
  await field.press('Escape');

  const drawing = page.locator('#pretrained');
  await drawing.getByRole('slider').first().focus();
  for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowUp');
  await press(drawing.getByRole('button', { name: '运行并比较' }));
  await drawing.getByText(/运行结果是 [\d.]+，您画的是/).waitFor({ timeout: 40_000 });
  expect((await drawing.locator('polyline.theirs').getAttribute('points'))!.split(' ')).toHaveLength(6);

  const exercise = page.locator('#alike');
  await exercise.scrollIntoViewIfNeeded();
  await setKnob(exercise, 'phase_low', '1');
  await setKnob(exercise, 'phase_high', '2');
  await press(exercise.getByRole('button', { name: '播放', exact: true }));
  await exercise.getByText('已完成。').waitFor({ timeout: 40_000 });

  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  expect(await violations(playground)).toEqual([]);
});

test('The second chapter’s exercise on making do with first order is solved by its knobs, and what papers report has this machine’s value beside it', async () => {
  const { page } = await openChapter('course/en/gradient-through-a-gradient.html');
  const exercise = page.locator('#make-do');
  await exercise.scrollIntoViewIfNeeded();
  await setKnob(exercise, 'inner_steps', '3');
  await press(exercise.getByRole('button', { name: 'Play', exact: true }));
  await exercise.locator('.outcome').getByText('Solved.').waitFor({ timeout: 60_000 });
  const papers = page.locator('#first-order-paper');
  await press(papers.getByRole('button', { name: 'Compute it here' }));
  await papers.getByText('Computed here with seed 1.').waitFor({ timeout: 40_000 });
  expect(Number(await papers.locator('output.here').innerText())).toBeGreaterThan(1.25);
});

test('Without script a chapter has its text, its formulas and a sentence for each figure; with the narrowest window nothing sticks out', async () => {
  const playground = await openChapter('course/en/two-loops.html', { javaScriptEnabled: false, viewport: { width: 280, height: 700 } });
  const { page } = playground;
  expect(await page.locator('#first-look').innerText()).toContain('Four panels of one run');
  expect((await page.locator('math').first().boundingBox())!.width).toBeGreaterThan(20);
  await page.locator('details.hint').first().click();
  await page.getByText('Eight is a safe next try.').waitFor();
  expect(await page.locator('nav a', { hasText: 'Docs' }).getAttribute('href')).toBe('../../docs/index.html');
  const widths = await page.locator('body').evaluate((body) => [body.scrollWidth, body.clientWidth]).catch(() => [0, 0]);
  expect(widths[0]).toBeLessThanOrEqual(280);
});

test('From the site’s front lead three ways on; what was solved is kept where the reader wants it, and nothing else', async () => {
  const playground = await openChapter('');
  const { page } = playground;
  const ways = page.getByRole('navigation', { name: 'Site' });
  expect(await ways.getByRole('link').allInnerTexts()).toEqual(['Play', 'Learn', 'Embed', 'Docs']);
  await ways.getByRole('link', { name: 'Learn' }).click();
  await page.getByLabel('Remember on this device').waitFor();
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  await page.getByLabel('Remember on this device').check();
  await page.getByText('0 of 2 exercises solved').first().waitFor();
  await page.evaluate(() => localStorage.setItem('meta-rl-playground-course', JSON.stringify(['two-loops/alike'])));
  await page.reload();
  await page.getByText('1 of 2 exercises solved').waitFor();
  await page.getByLabel('Remember on this device').uncheck();
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  expect(await violations(playground)).toEqual([]);
  await page.getByRole('link', { name: '中文' }).click();
  await page.getByRole('heading', { name: '学会学习：一门课程' }).waitFor();
  await page.goto(page.url().replace('course/zh/index.html', 'docs/embed/reference.html'));
  await page.getByRole('searchbox').fill('init-src');
  await page.locator('.found a').first().waitFor();
  expect(await violations(playground)).toEqual([]);
});
