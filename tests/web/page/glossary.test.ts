import { expect, test } from 'vitest';
import { violations } from './axe.ts';
import { openRun } from './playground.ts';

test('A term explains itself to the keyboard and to the pointer, in the page’s language, and asks for its sentences then', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid');
  const { page } = playground;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const tip = page.getByRole('tooltip');
  const term = page.locator('.kept .term').first();
  await term.focus();
  await expect.poll(() => tip.textContent()).toMatch(/^The outer loop updates θ/);
  expect(asked.filter((url) => url.includes('guide-en'))).toHaveLength(1);
  const described = () => term.evaluate((word) => (word.getRootNode() as ShadowRoot).getElementById(word.getAttribute('aria-describedby') ?? '')?.textContent ?? null);
  expect(await described()).toMatch(/^The outer loop/);
  await page.keyboard.press('Escape');
  await expect.poll(() => tip.count()).toBe(0);
  await page.locator('[data-phase=adapt] .letters').hover();
  await expect.poll(() => tip.textContent()).toMatch(/^θ′ \(theta prime\) stands for/);
  await page.getByLabel('Language').selectOption('zh');
  await page.locator('.fate .term').first().focus();
  await expect.poll(() => tip.textContent()).toMatch(/^θ′ 表示/);
});

test('The tour is offered, has four steps for the keyboard, can be left, and gives the focus back', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid', { reducedMotion: 'reduce' });
  const { page } = playground;
  expect(await page.getByRole('dialog').count()).toBe(0);
  await playground.button('Take the tour').click();
  const title = page.getByRole('dialog').getByRole('heading');
  await expect.poll(() => title.textContent()).toBe('The outer loop learns over many tasks');
  const marked = () => page.locator('.toured').getAttribute('class');
  expect(await marked()).toContain('outer-loop');
  await page.keyboard.press('Enter');
  await expect.poll(() => title.textContent()).toBe('The inner loop learns one task');
  expect(await marked()).toContain('inner-loop');
  expect(await violations(playground)).toEqual([]);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => title.textContent()).toBe('Now you');
  expect(await playground.iteration()).toBe(0);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  expect(await page.locator('.toured').count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Take the tour');
});
