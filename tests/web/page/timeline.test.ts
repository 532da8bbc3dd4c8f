// Looking back along a run, as a visitor does it.
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { type Playground, openRun, root } from './playground.ts';

const slider = ({ page }: Playground) => page.getByRole('slider', { name: 'Iterations so far' });

/** As a pointer leaves it. */
async function slideTo(playground: Playground, iteration: number): Promise<void> {
  await slider(playground).fill(String(iteration));
  await expect.poll(() => playground.iteration(), { timeout: 20_000 }).toBe(iteration);
}

function nativeHash(line: string, iterations: number): string {
  const output = execFileSync(`${root}build/native/lab`, [line, '--iterations', String(iterations), '--json'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return (JSON.parse(output.trim().split('\n').at(-1)!) as { hash: string }).hash;
}

test('Any iteration so far is there again with the native parameters; going on from it drops the rest, which can be undone', async () => {
  const line = 'learner=maml&tasks=sinusoid&seed=5';
  const playground = await openRun(line);
  await expect.poll(() => slider(playground).isDisabled()).toBe(true);
  await playground.page.getByText('Go to…').click();
  await playground.page.keyboard.type('300');
  await playground.page.keyboard.press('Enter');
  await playground.untilIteration(300);
  const last = await playground.receipt();
  await slideTo(playground, 120);
  expect((await playground.receipt())[3]).toBe(nativeHash(line, 120));
  await playground.page.getByText(/Going on from here drops the 180 iterations after it/).waitFor();
  expect(await slider(playground).getAttribute('aria-valuetext')).toBe('Iteration 120 of 300');
  await slider(playground).press('ArrowLeft');
  await expect.poll(async () => (await playground.receipt())[3], { timeout: 20_000 }).toBe(nativeHash(line, 119));
  await playground.button('Back to 300').click();
  await expect.poll(() => playground.iteration(), { timeout: 20_000 }).toBe(300);
  expect(await playground.receipt()).toEqual(last);
  await slideTo(playground, 0);
  await playground.button('Next iteration').click();
  await playground.untilIteration(1);
  await playground.untilStanding();
  await expect.poll(() => slider(playground).getAttribute('max')).toBe('1');
  expect((await playground.receipt())[3]).toBe(nativeHash(line, 1));
  await playground.button('Back to the run before, at iteration 300').click();
  await expect.poll(() => playground.iteration(), { timeout: 20_000 }).toBe(300);
  expect(await playground.receipt()).toEqual(last);
});

test('Where a knob was changed on the way, each iteration has the changes that were made before it', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid&inner_lr=0.05@20');
  await playground.page.getByText('Go to…').click();
  await playground.page.keyboard.type('40');
  await playground.page.keyboard.press('Enter');
  await playground.untilIteration(40);
  await slideTo(playground, 20);
  expect((await playground.receipt())[0]).not.toContain('@');
  await slideTo(playground, 21);
  const [line, , , hash] = await playground.receipt();
  expect(line).toContain('inner_lr=0.05@20');
  expect(hash).toBe(nativeHash('learner=maml&tasks=sinusoid&inner_lr=0.05@20', 21));
});
