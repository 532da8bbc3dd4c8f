import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mix, parseColour, stepColour } from '../../../web/views/colour.ts';
import type { Theme } from '../../../web/views/frame.ts';

const read = (file: string) => readFileSync(new URL(`../../../web/${file}`, import.meta.url), 'utf8');
const sheet = read('styles/colours.css');
/** The ground of the page is the site's. */
const page = /:root \{[^}]*background: light-dark\((#\w+), (#\w+)\)/.exec(read('site/page.css'))!;
const themes = [1, 2].map((which) => ({
  ...Object.fromEntries([...sheet.matchAll(/--([\w-]+): (?:var\(--metarl-[\w-]+, )?light-dark\((#\w+), (#\w+)\)/g)].map((match) => [match[1]!, match[which + 1]!])),
  page: page[which]!,
}) as Record<string, string>);

function luminance(colour: string): number {
  const [r, g, b] = parseColour(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high! + 0.05) / (low! + 0.05);
}

test('Everything that is written has a contrast of at least 4.5 on every ground, in both themes', () => {
  for (const theme of themes) {
    for (const ink of ['ink', 'muted', 'pre', 'post', 'truth', 'scratch', 'pretrained', 'probe', 'wrong']) {
      for (const ground of ['paper', 'page', 'tint']) {
        expect(contrast(theme[ink]!, theme[ground]!), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
    }
    expect(contrast(theme['button-ink']!, theme.button!)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(theme.wrong!, theme['wrong-tint']!)).toBeGreaterThanOrEqual(4.5);
  }
});

test('The colour of every inner step between "before" and "after" can be read, too', () => {
  for (const theme of themes) {
    for (let step = 0; step <= 10; step++) {
      const colour = stepColour(theme as unknown as Theme, step, 10);
      expect(contrast(colour, theme.paper!), `step ${step}`).toBeGreaterThanOrEqual(4.5);
    }
  }
});

test('Edges of controls stand out from the paper by at least 3', () => {
  for (const theme of themes) expect(contrast(theme.edge!, theme.paper!)).toBeGreaterThanOrEqual(3);
});

test('Colours are read in the forms in which a browser gives them', () => {
  expect(parseColour('#fff')).toEqual([255, 255, 255]);
  expect(parseColour('#0a63a8')).toEqual([10, 99, 168]);
  expect(parseColour('rgb(1, 2, 3)')).toEqual([1, 2, 3]);
  expect(mix('#000000', '#ffffff', 0.5)).toBe('rgb(128, 128, 128)');
});
