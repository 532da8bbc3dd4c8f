// Too long for npm test, part of npm run test:all.
import { expect, test } from 'vitest';
import { violations } from '../axe.ts';
import { openRun } from '../playground.ts';

test('The gradient is inspected where the run stands, agrees with differences, and the run goes on as it would have', async () => {
  const line = 'learner=maml&tasks=sinusoid&meta_batch_size=4&block=2&hidden=8&activation=tanh';
  const playground = await openRun(line);
  const { page } = playground;
  await playground.button('Next iteration').click();
  const part = page.locator('mrl-gradients');
  await part.scrollIntoViewIfNeeded();
  await part.getByText('Exact and measured agree').waitFor();
  await part.getByText('θ after 1 iterations, on the 4 tasks that the update of iteration 2 is made of.').waitFor();
  expect(await part.locator('mrl-picture').count()).toBe(3);
  await part.getByText('All numbers').click();
  expect(await part.locator('details table').first().locator('tbody tr').count()).toBe(3);
  expect(await violations(playground)).toEqual([]);
  const csv = await page.evaluate(async () => (document.querySelector('meta-rl-playground') as unknown as { table(view: string): Promise<string | null> }).table('gradients'));
  expect(csv).toContain('exact_norms');
  // After the next iteration it is asked for anew.
  await playground.button('Next iteration').click();
  await part.scrollIntoViewIfNeeded();
  await part.getByText('θ after 2 iterations').waitFor();
  const inspected = await playground.receipt();
  const alone = await openRun(line);
  await alone.button('Next iteration').click();
  await alone.untilIteration(1);
  await alone.button('Next iteration').click();
  await alone.untilIteration(2);
  expect(await alone.page.locator('mrl-gradients .waiting').count()).toBe(1);
  expect(await alone.receipt()).toEqual(inspected);
});
