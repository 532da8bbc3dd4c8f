import { expect, test } from 'vitest';
import { HOSTILE } from '../fake/hostile.ts';
import { type Playground, openRun } from './playground.ts';

/** Every way of drawing once, by gradient steps or in trials. */
const LINES = [
  'learner=maml&tasks=sinusoid',
  'learner=maml&tasks=boolean',
  'learner=prototypes&tasks=few-shot-points',
  'learner=pearl&tasks=point-navigation&preset=pearl-sparse&episodes=3&meta_batch_size=5',
  'learner=maml&tasks=cart-pole&meta_batch_size=5',
  'learner=varibad&tasks=bernoulli-bandit',
  'learner=psrl&tasks=tabular-mdp',
  'learner=varibad&tasks=grid-navigation&meta_batch_size=16',
  'learner=model-based&tasks=two-step',
];

/** Gives the page another table of messages: English with every text changed. Null doubles it. */
async function say(playground: Playground, text: string | null): Promise<void> {
  await playground.page.evaluate((instead) => {
    const change = (one: string) => instead ?? `${one} ${one}`;
    const changed = (value: unknown): unknown => {
      if (typeof value === 'string') return change(value);
      if (typeof value === 'function') return (...args: unknown[]) => changed(value(...args));
      if (Array.isArray(value)) return value.map(changed);
      return value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, changed(one)])) : value;
    };
    const element = document.querySelector('meta-rl-playground') as unknown as { language: { words: { text: object } }; spoken(): void };
    element.language.words = { ...element.language.words, text: changed(element.language.words.text) as object };
    element.spoken();
  }, text);
  // Pictures are drawn in the frame after the parts.
  await playground.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 50)))));
}

async function played(line: string, width: number): Promise<Playground> {
  const playground = await openRun(line, { viewport: { width, height: 900 } });
  await playground.button('Next iteration').click();
  await playground.untilIteration(1, 60_000);
  await playground.untilStanding();
  await playground.receipt();
  return playground;
}

const widest = (playground: Playground) => playground.page.evaluate(() => document.documentElement.scrollWidth);

const elements = (playground: Playground) =>
  playground.page.evaluate(() => {
    const root = document.querySelector('meta-rl-playground')!.shadowRoot!;
    return { foreign: root.querySelectorAll('img, script, iframe').length, title: document.title, pictures: root.querySelectorAll('mrl-picture').length };
  });

for (const line of LINES) {
  test(`${line}: no text widens the page or becomes more than text`, async () => {
    const playground = await played(line, 1280);
    const before = await elements(playground);
    expect(before).toMatchObject({ foreign: 0, title: 'Meta-RL Playground' });
    await say(playground, null);
    for (const width of [1280, 360, 280]) {
      await playground.page.setViewportSize({ width, height: 900 });
      expect(await widest(playground), `twice as long at ${width}`).toBeLessThanOrEqual(width);
    }
    for (const [name, text] of HOSTILE) {
      await say(playground, text);
      expect(await elements(playground), name).toEqual(before);
      expect(await widest(playground), name).toBeLessThanOrEqual(280);
    }
  }, 120_000);
}

test('A refusal and a notice in hostile text stay text, too', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid&nonsense=3', { viewport: { width: 360, height: 900 } });
  await expect.poll(() => playground.alert.textContent(), { timeout: 10_000 }).toMatch(/nonsense/);
  for (const [, text] of HOSTILE) {
    await say(playground, text);
    expect(await playground.page.evaluate(() => document.querySelector('meta-rl-playground')!.shadowRoot!.querySelectorAll('img, script').length)).toBe(0);
    expect(await widest(playground)).toBeLessThanOrEqual(360);
  }
});
