import { expect, test } from 'vitest';
import { openRun } from './playground.ts';

/** What is begun here is whole runs of every kind, not a promise about time. */
const UNHURRIED = { timeout: 15_000 };

test('Every family and every learner that goes with it plays without a message in the console', async () => {
  const playground = await openRun();
  const values = (label: string) => playground.page.getByRole('combobox', { name: label, exact: true }).locator('option').evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
  const families = await values('Tasks');
  expect(families.length).toBeGreaterThanOrEqual(4);
  for (const family of families) {
    await playground.page.getByRole('combobox', { name: 'Tasks', exact: true }).selectOption(family);
    await expect.poll(async () => (await playground.receipt())[0], UNHURRIED).toContain(`tasks=${family}&`);
    const learners = await values('Learner');
    expect(learners).toContain('maml');
    for (const learner of learners) {
      await playground.page.getByRole('combobox', { name: 'Learner', exact: true }).selectOption(learner);
      await expect.poll(async () => (await playground.receipt())[0], UNHURRIED).toContain(`learner=${learner}&`);
      await playground.button('Next iteration').click();
      await playground.untilIteration(1);
      await playground.untilStanding();
    }
    await playground.page.getByRole('combobox', { name: 'Learner', exact: true }).selectOption('maml');
  }
  expect(await playground.alert.textContent()).toMatch(/^\s*$/);
}, 600_000);
