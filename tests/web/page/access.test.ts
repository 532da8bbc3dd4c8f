import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { type Playground, open, openRun } from './playground.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Every family that the page offers; those that are made for trials with a learner that plays them. */
async function linesOf(playground: Playground): Promise<string[]> {
  const options = playground.page.getByRole('combobox', { name: 'Tasks', exact: true }).locator('option');
  const families = await options.evaluateAll((list) => list.map((option) => (option as HTMLOptionElement).value));
  expect(families).toEqual(expect.arrayContaining(['point-navigation', 'sinusoid', 'bernoulli-bandit', 'two-step', 'few-shot-points']));
  const trials = ['bernoulli-bandit', 'tabular-mdp', 'grid-navigation', 'two-step'];
  return families.map((family) => `learner=${trials.includes(family) ? 'rl2' : 'maml'}&tasks=${family}`);
}

interface Axe {
  run(context: Document, options: object): Promise<{ violations: Array<{ id: string; nodes: Array<{ html: string }> }> }>;
}

/** Everything that axe knows in the light theme; in the dark one the page is the same but for its colours. */
async function violations({ page }: Playground): Promise<string[]> {
  const found: string[] = [];
  // Playwright evaluates in the page, where the policy does not reach.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  for (const [colorScheme, options] of [['dark', { runOnly: ['color-contrast'] }], ['light', {}]] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(
      ...(await page.evaluate(
        async ([theme, options]) => {
          const { violations } = await (window as unknown as { axe: Axe }).axe.run(document, options);
          return violations.map(({ id, nodes }) => `${theme}, ${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
        },
        [colorScheme, options] as const,
      )),
    );
  }
  return found;
}

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
  // The first stop of the Tab key leads past the head, to the controls.
  await keyboard.press('Tab');
  const focused = () => playground.page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
  expect(await focused()).toBe('Skip to the playground');
  await keyboard.press('Enter');
  await keyboard.press('Tab');
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
