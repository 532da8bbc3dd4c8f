// What holds for every family and every learner, one after the other: too long for npm test, part of npm run test:all.
import { expect, test } from 'vitest';
import { violations } from '../axe.ts';
import { type Playground, openRun } from '../playground.ts';

/** Every family that the page offers; those that are made for trials with a learner that plays them. */
async function linesOf(playground: Playground): Promise<string[]> {
  const options = playground.page.getByRole('combobox', { name: 'Tasks', exact: true }).locator('option');
  const families = await options.evaluateAll((list) => list.map((option) => (option as HTMLOptionElement).value));
  expect(families).toEqual(expect.arrayContaining(['point-navigation', 'sinusoid', 'bernoulli-bandit', 'two-step', 'few-shot-points']));
  const trials = ['bernoulli-bandit', 'tabular-mdp', 'grid-navigation', 'two-step'];
  return families.map((family) => `learner=${trials.includes(family) ? 'rl2' : 'maml'}&tasks=${family}`);
}

test('Every learner plays on every family that it fits without a message in the console', async () => {
  const playground = await openRun();
  const pairs = await playground.page.evaluate(() => {
    const { model } = document.querySelector('meta-rl-playground') as unknown as { model: { description: { learners: Array<{ name: string; families: string[] }> } } };
    return model.description.learners.flatMap(({ name, families }) => families.map((family) => `learner=${name}&tasks=${family}`));
  });
  expect(pairs.length).toBeGreaterThan(90);
  for (const pair of pairs) {
    // Small ones: their sizes are nothing to the page.
    await playground.page.evaluate((line) => void (location.hash = line), `${pair}&meta_batch_size=2&test_tasks=2`);
    await expect.poll(async () => (await playground.receipt())[0], { timeout: 15_000 }).toMatch(`${pair}&`);
    await playground.button('Next iteration').click();
    await playground.untilIteration(1);
    await playground.untilStanding();
  }
  expect(await playground.alert.textContent()).toMatch(/^\s*$/);
}, 600_000);

test('In both themes axe finds nothing while a run goes on, and while it stands still', async () => {
  const first = await openRun();
  const lines = await linesOf(first);
  await first.close();
  for (const line of lines) {
    const playground = await openRun(line);
    await playground.speed('Full');
    await playground.button('Play').click();
    await playground.untilIteration(2);
    expect(await violations(playground), `${line} running`).toEqual([]);
    await playground.button('Pause').click();
    await playground.untilStanding();
    expect(await violations(playground), `${line} standing`).toEqual([]);
    await playground.close();
  }
}, 240_000);

test('On a phone 360 pixels wide nothing has to be scrolled sideways, whatever the family', async () => {
  for (const line of await linesOf(await openRun())) {
    const playground = await openRun(line, { viewport: { width: 360, height: 740 } });
    await playground.button('Next iteration').click();
    await playground.untilIteration(1);
    const width = await playground.page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, line).toBeLessThanOrEqual(360);
    await playground.close();
  }
});
