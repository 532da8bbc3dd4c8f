import { expect, test } from 'vitest';
import { openRun } from '../playground.ts';

test('Once loaded, the page goes on without a network, and even replaces a lost worker', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid', {}, '?test');
  await playground.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await playground.page.context().setOffline(true);
  await playground.speed('Full');
  await playground.button('Play').click();
  await playground.untilIteration(10);
  await playground.page.getByRole('combobox', { name: 'Tasks', exact: true }).selectOption('boolean');
  await expect.poll(async () => (await playground.receipt())[0]).toContain('tasks=boolean');
  await playground.page.evaluate(() => window.dispatchEvent(new Event('playground-crash')));
  await expect.poll(() => playground.alert.textContent()).toMatch(/a new one continues/);
  await playground.button('Play').click();
  await playground.untilIteration(10);
});

test('Without a network the page can even be loaded again', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid');
  await playground.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await playground.page.context().setOffline(true);
  await playground.page.reload();
  await playground.ready();
  await playground.button('Next iteration').click();
  await playground.untilIteration(1);
});
