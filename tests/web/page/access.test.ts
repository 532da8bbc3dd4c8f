import { expect, test } from 'vitest';
import { violations } from './axe.ts';
import { open, openRun } from './playground.ts';

test('In both themes axe finds nothing where a knob is refused, and where there is no engine', async () => {
  const wrong = await openRun('learner=maml&tasks=sinusoid');
  const knob = wrong.page.getByLabel('meta_batch_size', { exact: true });
  await knob.fill('many');
  await knob.press('Enter');
  await wrong.page.locator('.knob .error').waitFor();
  expect(await violations(wrong), 'refused knob').toEqual([]);
  const without = await open();
  await without.page.route('**/*.wasm', (route) => route.fulfill({ contentType: 'text/html', body: 'Home' }));
  await without.go('');
  await expect.poll(() => without.alert.textContent()).toMatch(/WebAssembly/);
  expect(await violations(without), 'no engine').toEqual([]);
});

test('The theme can be chosen against the system’s, and is remembered', async () => {
  const playground = await openRun('', { colorScheme: 'light' });
  const ground = () => playground.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await ground();
  await playground.page.getByLabel('Theme').selectOption('dark');
  expect(await ground()).not.toBe(light);
  await playground.page.reload();
  await playground.ready();
  expect(await ground()).not.toBe(light);
});

test('With the keyboard alone a run is stepped, played, paused, reset, and another one chosen', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid');
  const { keyboard } = playground.page;
  await keyboard.press('ArrowRight');
  await expect.poll(() => playground.page.locator('.stages').getAttribute('data-lit')).toBe('adaptation');
  await keyboard.press('Shift+ArrowRight');
  await playground.untilIteration(1);
  await playground.untilStanding();
  await keyboard.press('Space');
  await expect.poll(() => playground.running()).toBe(true);
  await keyboard.press('Space');
  await playground.untilStanding();
  await keyboard.press('r');
  await expect.poll(() => playground.iteration()).toBe(0);
  const onTasks = () => playground.page.evaluate(() => document.querySelector('meta-rl-playground')!.shadowRoot!.activeElement?.closest('label')?.textContent?.trim().startsWith('Tasks') ?? false);
  // The first stop of the Tab key leads past the head, to the controls.
  await keyboard.press('Tab');
  const focused = () => playground.page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
  expect(await focused()).toBe('Skip to the playground');
  await keyboard.press('Enter');
  await keyboard.press('Tab');
  expect(await playground.page.evaluate(() => document.querySelector('meta-rl-playground')!.shadowRoot!.activeElement?.className)).toBe('play');
  for (let i = 0; i < 12 && !(await onTasks()); i++) await keyboard.press('Tab');
  await keyboard.press('b');
  await keyboard.press('Enter');
  await expect.poll(async () => (await playground.receipt())[0]).toContain('tasks=boolean');
});

test('What is typed into a field is not taken for a key of the page', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid');
  await playground.button('Next iteration').click();
  await playground.untilIteration(1);
  await playground.page.getByLabel('seed', { exact: true }).focus();
  await playground.page.keyboard.press('r');
  await playground.page.keyboard.press('Space');
  await playground.page.keyboard.press('ArrowRight');
  expect(await playground.iteration()).toBe(1);
  expect(await playground.running()).toBe(false);
});

test('Every control can be reached by Tab and shows that it has the focus', async () => {
  const playground = await openRun('learner=maml&tasks=point-navigation');
  const wanted = await playground.page.evaluate(() => {
    const root = document.querySelector('meta-rl-playground')!.shadowRoot!;
    const all = [...root.querySelectorAll<HTMLElement>('a, button:not([disabled]), select, input:not([type=radio]), summary')];
    return all.filter((element) => element.checkVisibility()).length;
  });
  const seen = new Set<number>();
  for (let i = 0; i < wanted + 12; i++) {
    await playground.page.keyboard.press('Tab');
    const at = await playground.page.evaluate(() => {
      const root = document.querySelector('meta-rl-playground')!.shadowRoot!;
      const active = root.activeElement;
      if (!active || (active as HTMLInputElement).type === 'radio') return -1;
      const outlined = [active, active.nextElementSibling].some((element) => element && getComputedStyle(element).outlineStyle !== 'none');
      return outlined ? [...root.querySelectorAll('*')].indexOf(active) : -2;
    });
    expect(at, 'a focus that cannot be seen').not.toBe(-2);
    if (at >= 0) seen.add(at);
  }
  expect(seen.size).toBeGreaterThanOrEqual(wanted);
});

test('Every picture says in words what it shows, with current numbers', async () => {
  const playground = await openRun('learner=maml&tasks=point-navigation');
  await playground.button('Next iteration').click();
  await playground.untilIteration(1);
  await playground.page.getByText(/On this task the return is/).first().waitFor();
  const labels = await playground.page.getByRole('img').evaluateAll((pictures) => pictures.map((picture) => picture.getAttribute('aria-label')));
  expect(labels.length).toBeGreaterThanOrEqual(5);
  for (const label of labels) expect(label).toMatch(/\w+.*\.$/);
});

test('Where motion is not wanted nothing moves', async () => {
  const playground = await openRun('learner=maml&tasks=point-navigation', { reducedMotion: 'reduce' });
  await playground.button('Next iteration').click();
  await playground.untilIteration(1);
  await playground.untilStanding();
  await playground.page.waitForTimeout(1500);
  const look = () => playground.page.locator('[data-stage=adaptation] mrl-picture.square').screenshot();
  const first = await look();
  await playground.page.waitForTimeout(600);
  expect(first.equals(await look())).toBe(true);
});
