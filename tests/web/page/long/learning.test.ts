// What a visitor sees who waits: too long for npm test, part of npm run test:all.
import { expect, test } from 'vitest';
import { openRun } from '../playground.ts';

test('After ten seconds of play on what opens first, the return after adaptation is plainly above that before it', async () => {
  const playground = await openRun();
  await playground.speed('Full');
  await playground.button('Play').click();
  await playground.page.waitForTimeout(10_000);
  await playground.button('Pause').click();
  await playground.untilStanding();
  const sentence = await playground.page.getByText(/In iteration .* the median return/).first().textContent();
  const [before, after] = /is (\S+) before adaptation and (\S+) after/.exec(sentence!)!.slice(1).map((text) => Number(text.replace('−', '-')));
  expect(after! - before!).toBeGreaterThan(5);
});

test('A run on sinusoids shows its point within fifteen seconds of Play, at the speed that it opens with', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid');
  await playground.button('Play').click();
  await playground.page.waitForTimeout(15_000);
  await playground.button('Pause').click();
  await playground.untilStanding();
  expect(await playground.iteration()).toBeGreaterThan(100);
  const sentence = await playground.page.getByText(/After adaptation the median loss was/).first().textContent();
  const [first, now] = /After adaptation the median loss was (\S+) at the start and is now ([\d.]*\d)/.exec(sentence!)!.slice(1).map(Number);
  expect(now!).toBeLessThan(0.75 * first!);
});

test('A preset of paper size says how long an iteration will take before it is played', async () => {
  const playground = await openRun('learner=maml&tasks=point-navigation&preset=maml-paper');
  await playground.page.getByText(/An iteration takes (about|more than) .* on this machine/).waitFor({ timeout: 60_000 });
  expect(await playground.iteration()).toBe(0);
});
