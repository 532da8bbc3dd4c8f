import { expect, test } from 'vitest';
import { type Playground, openRun } from '../playground.ts';

const tasks = (playground: Playground) => playground.page.getByRole('combobox', { name: 'Tasks', exact: true });
const runsOn = (playground: Playground, family: string) => expect.poll(async () => (await playground.receipt())[0]).toContain(`tasks=${family}`);

async function iterations(playground: Playground, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const target = (await playground.iteration()) + 1;
    await playground.button('Next iteration').click();
    await playground.untilIteration(target);
    await playground.untilStanding();
  }
}

test('Back leads to a run that was left for another family as it stood, Forward to the other one', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid');
  await iterations(playground, 3);
  const receipt = await playground.receipt();
  const curve = await playground.page.getByText(/After adaptation the median loss was/).textContent();
  await tasks(playground).selectOption('boolean');
  await runsOn(playground, 'boolean');
  await iterations(playground, 1);
  const other = await playground.receipt();
  await playground.page.goBack();
  await expect.poll(() => playground.receipt()).toEqual(receipt);
  expect(await playground.iteration()).toBe(3);
  await playground.page.getByText(curve!).waitFor();
  expect(playground.page.url()).toContain('tasks=sinusoid');
  // It goes on where it stood.
  await iterations(playground, 1);
  await playground.page.goForward();
  await expect.poll(() => playground.receipt()).toEqual(other);
  await playground.page.goBack();
  await expect.poll(() => playground.iteration()).toBe(4);
});

test('A button leads back, too, after a reset as after anything that restarts', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid');
  const back = playground.page.getByRole('button', { name: /Back to the run before/ });
  await playground.button('Reset').click();
  expect(await back.count()).toBe(0);
  await iterations(playground, 2);
  const receipt = await playground.receipt();
  await playground.button('Reset').click();
  await expect.poll(() => playground.iteration()).toBe(0);
  await playground.page.getByRole('button', { name: 'Back to the run before, at iteration 2' }).click();
  await expect.poll(() => playground.receipt()).toEqual(receipt);
  const seed = playground.page.getByLabel('seed', { exact: true });
  await seed.fill('77');
  await seed.press('Enter');
  await expect.poll(async () => (await playground.receipt())[0]).toContain('seed=77');
  await back.click();
  await expect.poll(() => playground.receipt()).toEqual(receipt);
  expect(playground.page.url()).not.toContain('seed=77');
});

test('A live knob shows the value in force, what it was and until when, and a way back; so does a link to such a run', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid');
  const knob = playground.page.getByLabel('inner_lr', { exact: true });
  const first = await knob.inputValue();
  const set = async (value: string) => {
    await knob.fill(value);
    await knob.press('Enter');
  };
  await iterations(playground, 2);
  await set('0.05');
  await expect.poll(() => playground.page.url()).toContain('inner_lr=0.05@2');
  expect(await knob.inputValue()).toBe('0.05');
  const held = playground.page.locator('.knob', { has: knob }).locator('.held');
  await held.getByText(`${first} until iteration 2`).waitFor();
  await iterations(playground, 1);
  expect(await knob.inputValue()).toBe('0.05');
  // The first value again, typed, is a change like any other.
  await set(first);
  await expect.poll(() => playground.page.url()).toContain(`inner_lr=${first}@3`);
  await iterations(playground, 1);
  await set('0.05');
  await held.getByRole('button', { name: `Set inner_lr back to ${first}` }).click();
  await expect.poll(() => knob.inputValue()).toBe(first);
  // Whoever opens the link sees the run as it will go.
  const link = await openRun('learner=maml&tasks=sinusoid&inner_lr=0.05@2');
  const linked = link.page.getByLabel('inner_lr', { exact: true });
  expect(await linked.inputValue()).toBe(first);
  await link.page.locator('.knob', { has: linked }).getByText('0.05 from iteration 3 on').waitFor();
  await iterations(link, 2);
  await expect.poll(() => linked.inputValue()).toBe('0.05');
});

test('The iteration’s number is the same in the header, the caption and the receipt', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid');
  const receipt = async () => Number((await playground.receipt())[2]);
  // The first one is under way: its tasks have been sampled, and none is complete.
  await playground.page.getByText(/tasks are sampled in iteration 1/).waitFor();
  expect([await playground.shownIteration(), await receipt()]).toEqual([1, 0]);
  await iterations(playground, 1);
  await playground.page.getByText(/tasks are sampled in iteration 1/).waitFor();
  await playground.page.locator('figcaption').getByText(/In iteration 1 the median loss/).waitFor();
  expect([await playground.shownIteration(), await receipt()]).toEqual([1, 1]);
  await playground.button('Next phase').click();
  await playground.page.getByText(/tasks are sampled in iteration 2/).waitFor();
  await expect.poll(() => playground.shownIteration()).toBe(2);
  expect(await receipt()).toBe(1);
});

test('What is refused about the visitor’s own task is said at its fields', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid');
  await playground.page.getByRole('spinbutton', { name: /^amplitude/ }).fill('1e39');
  await playground.button('Adapt to this task').click();
  const said = playground.page.locator('.probe .error');
  await said.waitFor();
  expect(await said.textContent()).toMatch(/number|finite/);
  expect(await playground.alert.textContent()).toMatch(/^\s*$/);
  await playground.page.getByRole('spinbutton', { name: /^amplitude/ }).fill('2');
  await playground.button('Adapt to this task').click();
  await playground.page.getByText(/Your own task is shown: amplitude 2/).waitFor();
  expect(await said.count()).toBe(0);
});

test('An address whose learner does not run on its tasks keeps the tasks, and says which learner is shown', async () => {
  const playground = await openRun('learner=rl2&tasks=sinusoid&seed=4');
  expect((await playground.receipt())[0]).toMatch(/^learner=maml&tasks=sinusoid&/);
  expect(await playground.alert.textContent()).toMatch(/rl2 does not run on sinusoid; maml is shown instead/);
  expect(playground.page.url()).toContain('#learner=maml&tasks=sinusoid&seed=4');
  // Written by hand while something else runs.
  await iterations(playground, 1);
  await playground.page.evaluate(() => {
    location.hash = 'learner=rl2&tasks=boolean';
  });
  await runsOn(playground, 'boolean');
  await playground.page.goBack();
  await expect.poll(() => playground.iteration()).toBe(1);
});
