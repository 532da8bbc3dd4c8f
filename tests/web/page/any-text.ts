// Says everything in the page with other text, and holds that it stays text and in its place.
import { expect } from 'vitest';
import { HOSTILE } from '../fake/hostile.ts';
import { type Playground, openRun } from './playground.ts';

/** Gives the page another table of messages: English with every text changed. Null doubles it. */
export async function say(playground: Playground, text: string | null): Promise<void> {
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

export const widest = (playground: Playground) => playground.page.evaluate(() => document.documentElement.scrollWidth);

const elements = (playground: Playground) =>
  playground.page.evaluate(() => {
    const root = document.querySelector('meta-rl-playground')!.shadowRoot!;
    return { foreign: root.querySelectorAll('img, script, iframe').length, title: document.title, pictures: root.querySelectorAll('mrl-picture').length };
  });

/** Whatever is said about a run, no text widens the page or becomes more than text. */
export async function keepsAnyText(line: string): Promise<void> {
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
}
