import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';

const web = new URL('../../../web/', import.meta.url);

function imports(folder: string): Array<{ file: string; from: string; typeOnly: boolean }> {
  return readdirSync(new URL(`${folder}/`, web))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .flatMap((name) => {
      const source = readFileSync(new URL(`${folder}/${name}`, web), 'utf8');
      return [...source.matchAll(/^import (type )?[^;]*?from '([^']+)'|^import '([^']+)'/gm)].map((match) => ({
        file: `${folder}/${name}`,
        from: match[2] ?? match[3]!,
        typeOnly: match[1] !== undefined,
      }));
    });
}

test('A view knows only other views: no engine, no state, no page, no text', () => {
  const found = imports('views');
  expect(found.length).toBeGreaterThan(10);
  for (const { file, from } of found) expect(from, file).toMatch(/^\.\/[\w-]+\.ts$/);
});

test('Only the worker touches the module', () => {
  const users = ['engine', 'state', 'element', 'messages', 'views'].flatMap(imports).filter(({ from, typeOnly }) => from === '#engine' && !typeOnly);
  expect(users.map(({ file }) => file)).toEqual(['engine/worker.ts']);
});

test('The engine side knows nothing of the page', () => {
  for (const { file, from } of imports('engine')) expect(from, file).not.toMatch(/(state|element|views|messages)\//);
});

test('No text stands in the elements: all of it comes from the one table', () => {
  const written = /(?<!=)>\s*[A-Za-z][A-Za-z ,.’']{2,}\s*</;
  expect('<p>Some words</p>').toMatch(written);
  for (const name of readdirSync(new URL('element/', web), { recursive: true }) as string[]) {
    if (!name.endsWith('.ts')) continue;
    expect(readFileSync(new URL(`element/${name}`, web), 'utf8'), name).not.toMatch(written);
  }
});
