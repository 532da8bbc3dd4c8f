import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { docs } from './places.ts';
import { snippetsOf } from './snippets.ts';

const pages = readdirSync(docs).filter((name) => name.endsWith('.md') && name !== 'reference.md');

test('Every snippet of the docs is run by a test', () => {
  const tests = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => readFileSync(`${import.meta.dirname}/${name}`, 'utf8'))
    .join('\n');
  const all = pages.flatMap((page) => [...snippetsOf(page).keys()].map((name) => [page, name] as const));
  expect(all.length).toBeGreaterThan(15);
  // frame.test.ts names its page once, in a function of its own.
  const run = ([page, name]: readonly [string, string]) => tests.includes(`snippet('${page}', '${name}'`) || (page === 'frame.md' && (name === 'frame' || tests.includes(`frame('${name}')`)));
  expect(all.filter((one) => !run(one))).toEqual([]);
});

test('No block of code in the docs is without a name, and each block is found', () => {
  for (const page of pages) {
    const blocks = readFileSync(`${docs}/${page}`, 'utf8').match(/^(`{3,})\w+$/gm) ?? [];
    const inside = [...snippetsOf(page).values()].flatMap((text) => text.match(/^`{3,}\w+$/gm) ?? []);
    expect(snippetsOf(page).size, page).toBe(blocks.length - inside.length);
  }
});

test('Links between the docs lead somewhere', () => {
  for (const page of [...pages, 'reference.md']) {
    const text = readFileSync(`${docs}/${page}`, 'utf8').replace(/```[\s\S]*?```/g, '');
    for (const [, target, heading] of text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)) {
      const there = readFileSync(new URL(target || page, `file://${docs}/`), 'utf8');
      const anchors = [...there.matchAll(/^#+ (.+)$/gm)].map(([, words]) => words!.toLowerCase().replace(/[^\w\s-]/g, '').trim().replaceAll(' ', '-'));
      if (heading) expect(anchors, `${page}: ${heading}`).toContain(heading);
    }
  }
});
