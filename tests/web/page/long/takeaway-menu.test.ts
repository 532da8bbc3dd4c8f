// Too long for npm test, part of npm run test:all.
import { expect, test } from 'vitest';
import { violations } from '../axe.ts';
import { openRun } from '../playground.ts';

test('The menu of a panel speaks Chinese, axe finds nothing in it, and tasks that are tiles become a picture, too', async () => {
  const playground = await openRun('learner=maml&tasks=boolean', { locale: 'zh-CN', viewport: { width: 360, height: 800 } });
  await playground.page.locator('[data-view="tasks"] .take').click();
  await playground.button('将“任务”存为 SVG').waitFor();
  expect(await violations(playground)).toEqual([]);
  const svg = await playground.page.evaluate(async () => (await (document.querySelector('meta-rl-playground') as unknown as { picture(view: string, scale: number, format: string): Promise<Blob> }).picture('tasks', 1, 'svg')).text());
  expect(svg.match(/<path /g)!.length).toBeGreaterThanOrEqual(16 * 5);
  await playground.button('关闭').click();
  await expect.poll(() => playground.page.locator('.take-menu').count()).toBe(0);
});
