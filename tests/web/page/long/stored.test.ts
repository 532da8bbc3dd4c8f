// Entering runs that were trained beforehand, as a visitor does it.
import { expect, test } from 'vitest';
import { points } from '../../../../web/stored/index.ts';
import { openRun } from '../playground.ts';

const line = 'learner=maml&tasks=sinusoid';
const after = (iteration: number) => points.find((point) => point.line === line && point.iteration === iteration)!;
const enter = (iteration: string) => `Enter the run as it stands after ${iteration} iterations`;

test('A run that was trained beforehand stands there at once with all that is seen of it, goes on live, and can begin from nothing', async () => {
  const playground = await openRun(line);
  const { page } = playground;
  await page.getByRole('button', { name: enter('20,000') }).click();
  await expect.poll(() => playground.iteration(), { timeout: 5000 }).toBe(20_000);
  await page.getByText(/Trained beforehand for 20000 iterations, in \d+ s, by build [0-9a-f]{16} of the engine/).waitFor();
  const { hash, build } = after(20_000);
  const receipt = await playground.receipt();
  expect(receipt[3]).toBe(hash);
  if (receipt[1] !== build) expect(receipt[4]).toMatch(new RegExp(`^iteration 19999 of build ${build}, parameters [0-9a-f]{16}$`));
  await expect.poll(() => page.getByRole('button', { name: enter('20,000') }).getAttribute('aria-pressed')).toBe('true');
  // Ten steps of an adaptation that was learned are there to be seen.
  await expect.poll(() => page.getByRole('img', { name: /after adaptation/i }).count()).toBeGreaterThan(0);
  await playground.button('Next iteration').click();
  await playground.untilIteration(20_001);
  await page.getByRole('button', { name: enter('1,000') }).click();
  await expect.poll(() => playground.iteration(), { timeout: 5000 }).toBe(1000);
  expect((await playground.receipt())[3]).toBe(after(1000).hash);
  await page.getByRole('button', { name: 'Start the run from nothing' }).click();
  await expect.poll(() => playground.iteration()).toBe(0);
  await playground.button('Back to the run before, at iteration 1,000').click();
  await expect.poll(() => playground.iteration(), { timeout: 5000 }).toBe(1000);
});

test('A run that was trained beforehand is not offered where its line is not shown, and one that cannot be fetched leaves all as it was', async () => {
  const other = await openRun('learner=maml&tasks=sinusoid&inner_lr=0.02');
  await other.button('Next iteration').click();
  await other.untilIteration(1);
  expect(await other.page.getByText('Trained beforehand:').count()).toBe(0);
  await other.close();
  const playground = await openRun(line);
  playground.noisy = true;
  const stored = playground.page.getByRole('button', { name: enter('1,000') });
  await stored.waitFor();
  await playground.page.context().setOffline(true);
  await stored.click();
  await playground.page.getByText('The stored run could not be fetched').waitFor();
  expect(await playground.iteration()).toBe(0);
});
