import { expect, test } from 'vitest';
import { openRun } from './playground.ts';

test('Tasks stand side by side from before adaptation to its last step, page by page, and a task’s name chooses it', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid&inner_steps=2&meta_batch_size=6&block=3');
  const strip = playground.page.locator('mrl-filmstrip');
  await strip.getByText('Shown as soon as the tasks of a batch have been adapted to.').waitFor();
  await playground.button('Next iteration').click();
  await strip.scrollIntoViewIfNeeded();
  await strip.locator('tbody tr').nth(3).waitFor();
  expect(await strip.locator('thead th').allTextContents()).toEqual(['before', 'after step 1', 'after step 2']);
  expect(await strip.locator('tbody mrl-picture').count()).toBe(4 * 3);
  // What a row says is what the same task says where it is shown large.
  await strip.getByRole('button', { name: 'Task 3', exact: true }).click();
  const chosen = playground.page.locator('mrl-adaptation .steps b');
  const said = (await strip.locator('tbody tr').nth(2).locator('small').allTextContents()).map((text) => text.trim());
  await expect.poll(() => chosen.allTextContents(), { timeout: 10_000 }).toEqual(said);
  await strip.getByRole('button', { name: 'Later tasks' }).click();
  await expect.poll(() => strip.locator('tbody th').allTextContents(), { timeout: 10_000 }).toEqual([expect.stringContaining('Task 5'), expect.stringContaining('Task 6')]);
  await strip.getByRole('button', { name: 'Task 6', exact: true }).click();
  await playground.page.locator('mrl-tasks output', { hasText: '6 of 6' }).waitFor();
});
