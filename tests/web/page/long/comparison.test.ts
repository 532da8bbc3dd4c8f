import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { violations } from '../axe.ts';
import { openRun } from '../playground.ts';

test('A visitor adds runs, plays them together, reads what differs and by how much, saves it, and removes one', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid&meta_batch_size=4&block=4&hidden=8&test_tasks=10&test_steps=1');
  const { page } = playground;
  await playground.button('Comparison of runs').click();
  const part = page.locator('mrl-comparison');
  await part.scrollIntoViewIfNeeded();
  await part.getByText('Add a run below').first().waitFor();
  const names = () => part.locator('.contenders b').allTextContents();
  await part.getByLabel('There it is').selectOption('reptile');
  await part.getByRole('button', { name: 'Add run' }).click();
  await expect.poll(names, { timeout: 10_000 }).toEqual(['this run', 'Reptile']);
  await part.getByLabel('Differs in').selectOption('outer_lr');
  await part.getByLabel('There it is').fill('1000');
  await part.getByRole('button', { name: 'Add run' }).click();
  await part.getByRole('alert').getByText('outer_lr').waitFor();
  expect(await names()).toEqual(['this run', 'Reptile']);
  await part.getByLabel('There it is').fill('0.01');
  await part.getByRole('button', { name: 'Add run' }).click();
  await expect.poll(names, { timeout: 10_000 }).toEqual(['this run', 'Reptile', 'outer_lr=0.01']);
  await part.getByText('Differs in one thing: outer_lr is 0.01 instead of 0.001.').first().waitFor();

  // Play and Pause are for all of them, and they stand at the same iteration.
  await playground.speed('Full');
  await playground.button('Play').click();
  await playground.untilIteration(30);
  await playground.button('Pause').click();
  const together = async () => {
    const completed = await playground.iteration();
    const cells = await part.locator('tbody tr td:nth-of-type(2)').allTextContents();
    return cells.map((cell) => Number(cell.replace(/\D/g, ''))).every((iteration) => iteration === completed);
  };
  await expect.poll(together, { timeout: 20_000 }).toBe(true);
  await playground.button('Next iteration').click();
  await expect.poll(together, { timeout: 20_000 }).toBe(true);
  const completed = await playground.iteration();
  await part.locator('figcaption', { hasText: `After ${completed} iterations, Reptile is` }).waitFor();
  expect(await part.locator('figcaption').textContent()).toContain('paired over 10 tasks');

  // The picture in other ways, and to take away.
  await part.getByLabel('Across').selectOption('seconds');
  await part.getByRole('checkbox', { name: 'Logarithmic scale' }).click();
  await page.locator('[data-view=comparison] .take').click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /^The numbers of .* as CSV$/ }).click()]);
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
  expect(lines[0]).toMatch(/run,line,seed,iteration,seconds,median,task_1,.*,task_10$/);
  expect(new Set(lines.slice(1).map((line) => line[0]))).toEqual(new Set(['1', '2', '3']));
  await page.keyboard.press('Escape');
  expect(await violations(playground)).toEqual([]);

  // Several seeds, and one run less.
  await part.getByRole('button', { name: 'Remove Reptile' }).click();
  await expect.poll(names, { timeout: 10_000 }).toEqual(['this run', 'outer_lr=0.01']);
  await part.getByLabel('Seeds').selectOption('3');
  await part.locator('figcaption', { hasText: 'paired over 3 seeds' }).waitFor({ timeout: 30_000 });
  await playground.button('Reset').click();
  await expect.poll(() => playground.iteration()).toBe(0);
  await expect.poll(together, { timeout: 20_000 }).toBe(true);
}, 120_000);
