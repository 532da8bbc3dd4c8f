// Too long for npm test, part of npm run test:all.
import { expect, test } from 'vitest';
import { openHost } from '../host-page.ts';

test('200 times in and out of the document leave nothing behind', async () => {
  const host = await openHost('<div id="place"></div>');
  const round = (times: number) =>
    host.page.evaluate(async (times) => {
      const place = document.querySelector('#place')!;
      for (let i = 0; i < times; i++) {
        const element = document.createElement('meta-rl-playground') as any;
        element.run = 'learner=maml&tasks=sinusoid&meta_batch_size=2';
        element.load = 'eager';
        place.append(element);
        // Some leave before they have begun, some while they load, some when they run.
        if (i % 4 === 1) await new Promise(requestAnimationFrame);
        if (i % 4 === 2) await new Promise((resolve) => element.addEventListener('metarl-state', resolve, { once: true }));
        if (i % 4 === 3) {
          await new Promise((resolve) => element.addEventListener('metarl-ready', resolve, { once: true }));
          await element.step('iteration');
        }
        element.remove();
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
    }, times);
  const session = await host.page.context().newCDPSession(host.page);
  const heap = async () => {
    await session.send('HeapProfiler.collectGarbage');
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
    return { usedSize, nodes, jsEventListeners };
  };
  // The first ones fill what is kept once for the page.
  await round(8);
  await expect.poll(async () => (await host.counts()).workers, { timeout: 20_000 }).toBe(0);
  const before = { ...(await host.counts()), ...(await heap()) };
  await round(200);
  await expect.poll(async () => (await host.counts()).workers, { timeout: 20_000 }).toBe(0);
  const after = { ...(await host.counts()), ...(await heap()) };
  expect(after).toMatchObject({ listeners: before.listeners, observed: before.observed, workers: 0 });
  expect(after.nodes - before.nodes).toBeLessThan(50);
  expect(after.jsEventListeners - before.jsEventListeners).toBeLessThan(20);
  // 200 leaked runs would hold tens of megabytes.
  expect(after.usedSize - before.usedSize).toBeLessThan(1_000_000);
}, 240_000);
