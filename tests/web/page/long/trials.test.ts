import { expect, test } from 'vitest';
import { type Playground, openRun } from '../playground.ts';

const choice = (playground: Playground, label: string) => playground.page.getByRole('combobox', { name: label, exact: true });
const run = async (playground: Playground) => (await playground.receipt())[0];

test('A bandit’s run is drawn pull by pull, and stands beside its yardsticks on the same held-out tasks', async () => {
  const playground = await openRun('learner=rl2&tasks=bernoulli-bandit');
  await playground.button('Next iteration').click();
  await playground.untilIteration(1);
  await playground.untilStanding();
  await playground.page.getByText(/On this task 10 pulls paid \d+ in all; arm \d was pulled most/).waitFor();
  await playground.page.getByRole('radio', { name: /^pull 10/ }).waitFor();
  const heldOut = playground.page.getByText(/Total reward of a trial, mean over tasks/);
  await expect.poll(() => heldOut.textContent(), { timeout: 30_000 }).toMatch(/this run [\d.]+ ± [\d.]+.*random [\d.]+ ± .*thompson [\d.]+ ±/);
  // Of five arms and ten pulls, Thompson sampling brings 5.8 and chance 5 (Duan et al. 2016); 40 tasks are off by .35 or so.
  const [, random, thompson] = /random ([\d.]+) .*[ ,]thompson ([\d.]+) /.exec((await heldOut.textContent())!)!.map(Number);
  expect(random).toBeGreaterThan(3.5);
  expect(random).toBeLessThan(6.5);
  expect(thompson).toBeGreaterThan(4.4);
  expect(thompson).toBeLessThan(7.2);
  const label = await playground.page.locator('[data-stage=update] canvas[role=img]').last().getAttribute('aria-label');
  expect(label).toContain('thompson');
});

test('After a reset the yardsticks stand where they stood', async () => {
  const playground = await openRun('learner=rl2&tasks=bernoulli-bandit');
  const heldOut = playground.page.getByText(/Total reward of a trial, mean over tasks/);
  const found = async () => /thompson ([\d.]+ ± [\d.]+)/.exec((await heldOut.textContent({ timeout: 30_000 })) ?? '')?.[1];
  await expect.poll(found, { timeout: 30_000 }).toBeDefined();
  const before = await found();
  await playground.button('Reset').click();
  await expect.poll(found, { timeout: 30_000 }).toBe(before);
});

test('Only learners that run on the family are offered, yardsticks in a group of their own', async () => {
  const playground = await openRun('learner=rl2&tasks=bernoulli-bandit');
  const learners = choice(playground, 'Learner');
  const values = () => learners.locator('option').evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
  expect(await values()).toEqual(expect.arrayContaining(['maml', 'rl2', 'thompson', 'random']));
  expect(await learners.locator('optgroup[label=Yardsticks] option').evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value))).toContain('thompson');
  expect(await learners.locator('optgroup[label=Learners] option').evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value))).not.toContain('thompson');
  await choice(playground, 'Tasks').selectOption('sinusoid');
  await expect.poll(() => run(playground)).toContain('tasks=sinusoid');
  expect(await values()).toContain('maml');
  expect(await values()).not.toContain('rl2');
  expect(await values()).not.toContain('thompson');
});

test('A family comes with the learner that shows its point, unless another was chosen', async () => {
  const playground = await openRun('learner=thompson&tasks=bernoulli-bandit');
  await choice(playground, 'Tasks').selectOption('sinusoid');
  await expect.poll(() => run(playground)).toMatch(/^learner=maml&tasks=sinusoid&/);
  expect(await choice(playground, 'Learner').inputValue()).toBe('maml');
  await choice(playground, 'Tasks').selectOption('bernoulli-bandit');
  await expect.poll(() => run(playground)).toMatch(/^learner=rl2&tasks=bernoulli-bandit&/);
  await choice(playground, 'Learner').selectOption('varibad');
  await expect.poll(() => run(playground)).toMatch(/^learner=varibad&tasks=bernoulli-bandit&/);
  await choice(playground, 'Tasks').selectOption('two-step');
  await expect.poll(() => run(playground)).toMatch(/^learner=varibad&tasks=two-step&/);
  expect(await playground.alert.textContent()).toMatch(/^\s*$/);
});

test('From one yardstick to another, what only the first one has gives way', async () => {
  const playground = await openRun('learner=epsilon-greedy&tasks=bernoulli-bandit&epsilon=0.3&arms=3&seed=5');
  await choice(playground, 'Learner').selectOption('thompson');
  await expect.poll(() => run(playground)).toMatch(/^learner=thompson&.*seed=5.*arms=3/);
  expect(await playground.alert.textContent()).toMatch(/^\s*$/);
});

test('Phases of a trial are its episodes, and a long trial’s pulls are chosen along a line with the keyboard', async () => {
  const playground = await openRun('learner=thompson&tasks=bernoulli-bandit&preset=hard');
  await playground.button('Next phase').click();
  await playground.page.locator('.phase').getByText('pull 1 of 100 was made').waitFor();
  await playground.button('Next iteration').click();
  await playground.untilIteration(1);
  await playground.untilStanding();
  const line = playground.page.getByRole('slider', { name: 'Pull' });
  await line.focus();
  await playground.page.keyboard.press('ArrowLeft');
  await expect.poll(() => line.getAttribute('aria-valuetext')).toMatch(/^pull 99: [01]$/);
  await playground.page.keyboard.press('Home');
  await expect.poll(() => line.getAttribute('aria-valuetext')).toMatch(/^pull 1: [01]$/);
  expect(await playground.iteration()).toBe(1);
});

test('A task of the visitor’s own is played as a whole trial', async () => {
  const playground = await openRun('learner=rl2&tasks=bernoulli-bandit');
  for (const [arm, chance] of ['1', '0', '0', '0', '0'].entries()) await playground.page.getByRole('spinbutton', { name: new RegExp(`^p${arm + 1} `) }).fill(chance);
  await playground.button('Adapt to this task').click();
  await playground.page.getByText(/Your own task is shown: p1 1, p2 0/).waitFor();
  await playground.page.getByText(/On this task 10 pulls paid/).waitFor();
});
