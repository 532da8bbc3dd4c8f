// Too long for npm test, part of npm run test:all.
import { expect, test } from 'vitest';
import { violations } from '../axe.ts';
import { open, openRun } from '../playground.ts';

test('Where the run stands its gradient is inspected and its landscape drawn, and the run goes on as it would have', async () => {
  const line = 'learner=maml&tasks=sinusoid&meta_batch_size=4&block=2&hidden=8&activation=tanh';
  const playground = await openRun(line);
  const { page } = playground;
  await playground.button('Next iteration').click();
  await playground.button('Inspection of the gradient').click();
  await playground.button('Parameter space around θ').click();
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
  const figure = page.locator('mrl-landscape');
  await figure.scrollIntoViewIfNeeded();
  await figure.getByText('The mean loss after adaptation is').waitFor();
  await figure.getByText('The exact and the first-order meta-gradient are').waitFor();
  const throughTasks = await figure.locator('figcaption').textContent();
  await figure.locator('select').first().selectOption('gradient');
  await expect.poll(() => figure.locator('figcaption').textContent()).toMatch(/(99|100)[.\d]* % of the exact one’s length lies in this plane/);
  expect(await figure.locator('figcaption').textContent()).not.toBe(throughTasks);
  await figure.getByText('All points').click();
  expect(await figure.locator('details tbody tr').count()).toBe(5 + 3 + 2);
  expect(await violations(playground)).toEqual([]);
  const grid = await page.evaluate(async () => (document.querySelector('meta-rl-playground') as unknown as { table(view: string): Promise<string | null> }).table('landscape'));
  expect(grid).toContain('task_surface_5');
  // After the next iteration it is asked for anew.
  await playground.button('Next iteration').click();
  await part.scrollIntoViewIfNeeded();
  await part.getByText('θ after 2 iterations').waitFor();
  const inspected = await playground.receipt();
  // The same without looking: the parts never learn that they can be seen.
  const alone = await open();
  await alone.page.addInitScript({
    content: `globalThis.IntersectionObserver = class extends IntersectionObserver {
      observe(target) { if (!/^mrl-(gradients|landscape)$/.test(target.localName)) super.observe(target); }
    };`,
  });
  await alone.go(line);
  await alone.ready();
  await alone.button('Inspection of the gradient').click();
  await alone.button('Parameter space around θ').click();
  await alone.button('Next iteration').click();
  await alone.untilIteration(1);
  await alone.button('Next iteration').click();
  await alone.untilIteration(2);
  expect(await alone.page.locator('mrl-gradients .waiting').count()).toBe(1);
  expect(await alone.receipt()).toEqual(inspected);
});
