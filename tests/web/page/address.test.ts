import { expect, test } from 'vitest';
import { hasNativeBits } from './native-bits.ts';
import { openRun } from './playground.ts';

test('A changed knob changes the address, and a reload starts the same run', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid');
  const seed = playground.page.getByLabel('seed', { exact: true });
  await seed.fill('77');
  await seed.press('Enter');
  await expect.poll(() => playground.page.url()).toContain('seed=77');
  await playground.button('Next iteration').click();
  await playground.untilIteration(1);
  await playground.untilStanding();
  const receipt = await playground.receipt();
  await playground.page.reload();
  await playground.ready();
  await playground.button('Next iteration').click();
  await playground.untilIteration(1);
  await playground.untilStanding();
  expect(await playground.receipt()).toEqual(receipt);
});

test('Going back in the browser’s history goes back to the run before', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid');
  await playground.page.getByRole('combobox', { name: 'Tasks', exact: true }).selectOption('boolean');
  await expect.poll(async () => (await playground.receipt())[0]).toContain('tasks=boolean');
  await playground.page.goBack();
  await expect.poll(async () => (await playground.receipt())[0]).toContain('tasks=sinusoid');
});

test('A knob that may change while the run goes on becomes part of its line with the iteration, and does not restart it', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid');
  await playground.button('Next iteration').click();
  await playground.untilIteration(1);
  const knob = playground.page.getByLabel('outer_lr', { exact: true });
  await knob.fill('0.002');
  await knob.press('Enter');
  await expect.poll(() => playground.page.url()).toMatch(/outer_lr=0\.002@1/);
  expect(await playground.iteration()).toBe(1);
});

test('After three iterations Chromium has the parameters that the native program has', () => hasNativeBits('learner=maml&tasks=point-navigation', 3), 240_000);

test('A run line from a stranger never becomes markup', async () => {
  const playground = await openRun(encodeURI('learner=<img src=x onerror=document.title="gotcha">&tasks=sinusoid'));
  await expect.poll(() => playground.alert.textContent()).toContain('<img src=x');
  expect(await playground.page.locator('img:not([alt])').count()).toBe(0);
  expect(await playground.page.evaluate(() => document.querySelector('meta-rl-playground')!.shadowRoot!.querySelectorAll('img, script, iframe').length)).toBe(0);
  expect(await playground.page.title()).toBe('Meta-RL Playground');
});
