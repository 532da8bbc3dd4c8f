import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { type Playground, openRun } from './playground.ts';

const phase = ({ page }: Playground, name: string): Locator => page.locator(`[data-phase=${name}]`);
const lit = ({ page }: Playground) => page.locator('[aria-current=step]').getAttribute('data-phase');

test('A click on a phase of the loops, or its key, runs up to it', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid&inner_steps=2');
  await expect.poll(() => lit(playground)).toBe('sample');
  await phase(playground, 'evaluate').click();
  await expect.poll(() => lit(playground)).toBe('evaluate');
  expect(await playground.iteration()).toBe(0);
  await playground.page.getByText(/^On the task shown the loss was \S+ with θ and is \S+ with θ′\.$/).waitFor();
  await phase(playground, 'adapt').press('Enter');
  await expect.poll(() => lit(playground)).toBe('adapt');
  expect(await playground.iteration()).toBe(1);
  await playground.page.getByText(/^Inner step 1 of 2, of size α = 0\.01, moved/).waitFor();
  expect(await playground.running()).toBe(false);
});

test('The first screen has the loops, one task’s adaptation and the curve; on a telephone Play and the loops', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid', { viewport: { width: 1440, height: 900 } });
  const end = async (selector: string) => {
    const box = (await playground.page.locator(selector).first().boundingBox())!;
    return box.y + box.height;
  };
  for (const selector of ['.loops', '[data-stage=adaptation] mrl-picture', 'mrl-history mrl-picture']) expect(await end(selector), selector).toBeLessThanOrEqual(900);
  await playground.page.setViewportSize({ width: 390, height: 844 });
  for (const selector of ['button.play', '[data-phase=update]']) await expect.poll(() => end(selector), { message: selector }).toBeLessThanOrEqual(844);
});

test('It goes to an iteration by its number, says where it is going, and speeds say what they are', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid');
  await playground.page.getByText('Go to…').click();
  await playground.page.keyboard.type('40');
  await playground.page.keyboard.press('Enter');
  await playground.untilIteration(40);
  await playground.untilStanding();
  expect(await playground.iteration()).toBe(40);
  expect(await playground.page.getByRole('radio', { name: 'Slow', exact: true }).evaluate((radio: HTMLInputElement) => radio.labels![0]!.textContent)).toMatch(/about 0\.1\d iterations a second/);
  await playground.page.getByText('Go to…').click();
  await playground.page.keyboard.type('1.5');
  await playground.page.keyboard.press('Enter');
  await playground.page.getByText('The iteration to go to must be a whole number from 0 to 999,999,999.').waitFor();
  expect(await playground.iteration()).toBe(40);
});
