import { expect, test } from 'vitest';
import { HOSTILE } from '../../fake/hostile.ts';
import { keepsAnyText, say, widest } from '../any-text.ts';
import { openRun } from '../playground.ts';

/** One by gradient steps, one in trials. */
for (const line of ['learner=maml&tasks=sinusoid', 'learner=varibad&tasks=bernoulli-bandit'])
  test(`${line}: no text widens the page or becomes more than text`, () => keepsAnyText(line), 120_000);

test('A refusal and a notice in hostile text stay text, too', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid&nonsense=3', { viewport: { width: 360, height: 900 } });
  await expect.poll(() => playground.alert.textContent(), { timeout: 10_000 }).toMatch(/nonsense/);
  for (const [, text] of HOSTILE) {
    await say(playground, text);
    expect(await playground.page.evaluate(() => document.querySelector('meta-rl-playground')!.shadowRoot!.querySelectorAll('img, script').length)).toBe(0);
    expect(await widest(playground)).toBeLessThanOrEqual(360);
  }
});
