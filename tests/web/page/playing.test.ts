import { expect, test } from 'vitest';
import { open, openRun } from './playground.ts';

test('The page opens on point-navigation with maml, standing still, first tasks sampled, with nothing in the console', async () => {
  const playground = await openRun();
  expect((await playground.receipt())[0]).toMatch(/^learner=maml&tasks=point-navigation&/);
  expect(await playground.iteration()).toBe(0);
  expect(await playground.running()).toBe(false);
  await playground.page.getByText(/tasks are sampled in iteration 1/).waitFor();
});

test('The iteration’s number is the same wherever it is told: the one under way, or the one just completed', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid');
  const told = () => playground.page.locator('.iteration').textContent();
  const receipt = async () => (await playground.receipt())[2];
  expect(await told()).toBe('Iteration 1');
  await playground.page.getByText(/sampled in iteration 1:/).waitFor();
  expect(await receipt()).toBe('0');
  await playground.button('Next iteration').click();
  await playground.untilIteration(1);
  await expect.poll(receipt).toBe('1');
  expect(await told()).toBe('Iteration 1');
  await playground.page.getByText(/^In iteration 1 the median loss/).first().waitFor();
  await playground.button('Next phase').click();
  await expect.poll(told).toBe('Iteration 2');
  await playground.page.getByText(/sampled in iteration 2:/).waitFor();
  expect(await receipt()).toBe('1');
});

test('Something is painted before the engine has arrived', async () => {
  const playground = await open();
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await playground.page.route('**/*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await playground.go('');
  await playground.page.getByRole('heading', { name: 'Meta-RL Playground' }).waitFor();
  await playground.page.getByText('The engine is being loaded').waitFor();
  release();
  await playground.ready();
});

test('Play makes iterations rise, pause stops them, reset begins again', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid');
  await playground.speed('Full');
  await playground.button('Play').click();
  await playground.untilIteration(20);
  await playground.button('Pause').click();
  await playground.untilStanding();
  const standing = await playground.iteration();
  await playground.page.waitForTimeout(400);
  expect(await playground.iteration()).toBe(standing);
  await playground.button('Reset').click();
  await expect.poll(() => playground.iteration()).toBe(0);
});

test('One phase and one iteration at a time light the stage that they belong to', async () => {
  const playground = await openRun('learner=maml&tasks=point-navigation');
  const lit = playground.page.locator('.stages');
  await expect.poll(() => lit.getAttribute('data-lit')).toBe('tasks');
  await playground.button('Next phase').click();
  await expect.poll(() => lit.getAttribute('data-lit')).toBe('adaptation');
  await playground.button('Next iteration').click();
  await playground.untilIteration(1);
  await playground.untilStanding();
  await expect.poll(() => lit.getAttribute('data-lit')).toBe('update');
  await playground.page.getByText(/On this task the return is .* before adaptation/).waitFor();
});

test('A task of the visitor’s own is adapted to, inside the distribution and out of it, and the run is left untouched', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid');
  const before = await playground.receipt();
  await playground.page.getByRole('spinbutton', { name: /^amplitude/ }).fill('9');
  await playground.button('Adapt to this task').click();
  await playground.page.getByText(/Your own task is shown: amplitude 9/).waitFor();
  await playground.page.locator('small').getByText('outside the distribution').waitFor();
  await playground.page.getByText(/On this task the loss is .* before adaptation/).waitFor();
  expect(await playground.receipt()).toEqual(before);
  await playground.button('Back to the batch').click();
  await playground.page.getByText(/Task 1 is shown/).waitFor();
});

test('What is being written into the fields of a task is left alone while the run goes on', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid');
  await playground.speed('Full');
  await playground.button('Play').click();
  await playground.untilIteration(3);
  const field = playground.page.getByRole('spinbutton', { name: /^amplitude/ });
  await field.fill('1.25');
  await playground.untilIteration((await playground.iteration()) + 20);
  await playground.page.waitForTimeout(500);
  expect(await field.inputValue()).toBe('1.25');
  await playground.page.keyboard.press('Enter');
  await playground.page.getByText(/Your own task is shown: amplitude 1.25/).waitFor();
});

test('A click into the task space chooses a task or tries a new one', async () => {
  const playground = await openRun();
  const picture = playground.page.getByRole('img', { name: /Task space/ });
  await picture.scrollIntoViewIfNeeded();
  const box = (await picture.boundingBox())!;
  await playground.page.mouse.click(box.x + box.width - 30, box.y + 40);
  await playground.page.getByText(/Your own task is shown/).waitFor();
});
