import { expect, test } from 'vitest';
import { type Playground, open, openRun } from '../playground.ts';

const bar = (playground: Playground) => playground.page.locator('#arrival');

/** What the browser would paste. */
const copied = (playground: Playground) => playground.page.evaluate(() => navigator.clipboard.readText());

test('A link to a state leads to that state, bit for bit, and the address names it until the run goes on', async () => {
  const first = await openRun('learner=maml&tasks=sinusoid', { permissions: ['clipboard-read', 'clipboard-write'] });
  await first.page.evaluate(() => (document.querySelector('meta-rl-playground') as unknown as { model: { goTo(n: number): Promise<void> } }).model.goTo(12));
  await first.untilIteration(12);
  await first.untilStanding();
  await first.speed('Slow');
  await first.button('Next task').click();
  await first.button('Next task').click();
  await first.button('Copy link').click();
  const plain = await copied(first);
  expect(plain).toMatch(/#learner=maml&tasks=sinusoid$/);
  await first.button('Copy link to this state').click();
  await expect.poll(() => copied(first)).toMatch(/#learner=maml&tasks=sinusoid!at=12&task=3&speed=slow&build=[0-9a-f]{16}&hash=[0-9a-f]{16}$/);
  const link = await copied(first);
  const receipt = await first.receipt();

  const second = await open();
  await second.page.goto(link);
  await second.ready();
  await second.untilIteration(12);
  await bar(second).getByText('Iteration 12 has the parameters that the link names, bit for bit.').waitFor();
  expect(await second.receipt()).toEqual(receipt);
  expect(await second.page.locator('mrl-tasks .stepper output').textContent()).toMatch(/^3 of /);
  expect(await second.page.getByRole('radio', { name: 'Slow', exact: true }).isChecked()).toBe(true);
  expect(second.page.url()).toBe(link);
  await second.button('Next iteration').click();
  await expect.poll(() => second.page.url()).toBe(plain);
  await expect.poll(() => bar(second).isVisible()).toBe(false);

  // Written into the address by hand, and altered.
  await second.page.evaluate((hash) => (location.hash = hash), new URL(link).hash.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')));
  await bar(second).getByText(/other parameters .* with the same build of the engine: the link was altered/).waitFor();
  expect(await second.iteration()).toBe(12);
});

test('A long way is told and asked for, and nobody is taken along it who does not want to go', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid!at=999999999');
  await bar(playground).getByText(/leads to iteration 999,999,999, which is computed again: on this machine that takes about [\d,.]+ hours/).waitFor();
  expect(await playground.iteration()).toBe(0);
  await playground.button('Stay at the start').click();
  await expect.poll(() => bar(playground).isVisible()).toBe(false);
  expect(playground.page.url()).toMatch(/#learner=maml&tasks=sinusoid$/);
  expect(await playground.iteration()).toBe(0);

  await playground.page.evaluate(() => (location.hash = '#learner=maml&tasks=sinusoid!at=999999999&task=2'));
  await playground.button('Compute it').click();
  await playground.untilIteration(1);
  await playground.button('Stop here').click();
  await playground.untilStanding();
  await expect.poll(() => bar(playground).isVisible()).toBe(false);
  expect(playground.page.url()).not.toContain('!');
});

test('A link that is not understood is refused whole with one sentence, in the language of the page', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid!at=12&spped=full', { locale: 'zh-CN' });
  await bar(playground).getByText('没有打开这个链接。链接的状态中没有“spped”这一项，只能有at、task、speed、view、build和hash。').waitFor();
  expect(await bar(playground).getAttribute('role')).toBe('alert');
  expect(playground.page.url()).toMatch(/#learner=maml&tasks=point-navigation$/);
  await playground.page.evaluate(() => (location.hash = '#learner=maml&tasks=sinusoid!at=12&task=4000'));
  await bar(playground).getByText(/链接要显示任务 4,000，但这个运行每批只有 \d+ 个任务。/).waitFor();
  expect(await playground.iteration()).toBe(0);
  await playground.button('关闭').click();
  await expect.poll(() => bar(playground).isVisible()).toBe(false);
});
