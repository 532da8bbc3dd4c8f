import { expect, test } from 'vitest';
import { openRun } from './playground.ts';

test('Knobs stand in their groups; what differs from the preset is marked, and leads back to it', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid&seed=7&meta_batch_size=5');
  const { page } = playground;
  expect((await page.locator('.groups legend').allTextContents()).map((text) => text.replace(/\d.*/, '').trim()).slice(0, 4)).toEqual(['Tasks', 'Inner loop', 'Outer loop', 'Network']);
  await page.getByText('1 knob differs from the preset: meta_batch_size.').waitFor();
  const field = page.getByLabel('inner_lr', { exact: true });
  await field.fill('0.05');
  await field.press('Enter');
  await page.getByText('2 knobs differ from the preset: meta_batch_size and inner_lr.').waitFor();
  const knob = page.locator('.knob', { has: page.getByLabel('inner_lr', { exact: true }) });
  await knob.getByText('The preset has 0.01.').waitFor();
  await playground.button('Set inner_lr back to 0.01').click();
  await page.getByText('1 knob differs from the preset: meta_batch_size.').waitFor();
  expect(await field.inputValue()).toBe('0.01');
  await playground.button('Back to the preset').click();
  await page.getByText('All knobs are as the preset has them.').waitFor();
  expect((await playground.receipt())[0]).toMatch(/&seed=7&.*&meta_batch_size=25&/);
});
