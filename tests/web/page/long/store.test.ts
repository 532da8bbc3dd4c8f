// Keeping takes seconds: too long for npm test, part of npm run test:all.
import { expect, test } from 'vitest';
import { type Host, openElement } from '../host-page.ts';

test('With `store` the run is there again on the next visit; without it nothing is kept', async () => {
  const stored = (host: Host) =>
    host.page.evaluate(async () => ({ databases: (await indexedDB.databases()).map(({ name }) => name), local: localStorage.length, session: sessionStorage.length, cookies: document.cookie }));
  const plain = await openElement();
  await plain.call('step', ['iteration']);
  await plain.page.waitForTimeout(6500);
  expect(await stored(plain)).toEqual({ databases: [], local: 0, session: 0, cookies: '' });
  const host = await openElement({ store: 'chapter-1' });
  for (let i = 0; i < 4; i++) await host.call('step', ['iteration']);
  const receipt = await host.call('receipt');
  await expect.poll(() => host.get('asleep'), { timeout: 20_000 }).toBe(true);
  await host.page.reload();
  await host.ready();
  expect(await host.get('iteration')).toBe(4);
  expect(await host.call('receipt')).toEqual(receipt);
  expect((await host.call('curves')).iterations).toEqual([1, 2, 3, 4]);
  await host.call('step', ['iteration']);
  expect(await host.get('iteration')).toBe(5);
}, 90_000);
