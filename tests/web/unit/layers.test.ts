import { readFileSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, test } from 'vitest';

const web = new URL('../../../web/', import.meta.url);

interface Import {
  file: string;
  /** The path within web/ that is imported, or a package. */
  from: string;
  typeOnly: boolean;
}

function sources(folder: string): string[] {
  return (readdirSync(new URL(`${folder}/`, web), { recursive: true }) as string[])
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => `${folder}/${name}`);
}

function imports(folder: string): Import[] {
  return sources(folder).flatMap((file) => {
    const source = readFileSync(new URL(file, web), 'utf8');
    return [...source.matchAll(/^(?:im|ex)port (type )?[^;]*?from '([^']+)'|^import '([^']+)'/gm)].map((match) => {
      const from = match[2] ?? match[3]!;
      return { file, from: from.startsWith('.') ? posix.join(posix.dirname(file), from) : from, typeOnly: match[1] !== undefined };
    });
  });
}

/** The folders of web/ that a folder may know, and those of which it may know the types only. */
const KNOWS: Record<string, { all: string[]; types?: string[] }> = {
  views: { all: ['views'] },
  engine: { all: ['engine'] },
  run: { all: ['run', 'engine'] },
  messages: { all: ['messages'], types: ['engine'] },
  faces: { all: ['faces', 'views'], types: ['engine', 'messages'] },
  parts: { all: ['parts', 'faces', 'views', 'messages', 'run', 'engine', 'styles'] },
  element: { all: ['element', 'parts', 'messages', 'run', 'engine', 'styles'] },
  compose: { all: ['compose', 'site', 'embed', 'element', 'parts', 'messages', 'run', 'engine'] },
  site: { all: ['site', 'element', 'messages', 'stored'], types: ['run'] },
  course: { all: ['course', 'compose', 'site', 'embed', 'element', 'messages'] },
};

for (const [folder, { all, types = [] }] of Object.entries(KNOWS)) {
  test(`${folder}/ knows ${[...all, ...types].filter((one) => one !== folder).join(', ') || 'nothing else'} and no other floor`, () => {
    const found = imports(folder);
    expect(found.length).toBeGreaterThan(5);
    for (const { file, from, typeOnly } of found) {
      const floor = from.split('/')[0]!;
      if (!readdirSync(web).includes(floor)) continue;
      expect(typeOnly ? [...all, ...types] : all, `${file} imports ${from}`).toContain(floor);
    }
  });
}

test('A view and a face know no package either: what they make is drawings and text', () => {
  for (const { file, from } of [...imports('views'), ...imports('faces')]) expect(from, file).toMatch(/\.ts$/);
});

test('Only the worker touches the module', () => {
  const users = ['engine', 'run', 'element', 'parts', 'faces', 'messages', 'views', 'site', 'compose'].flatMap(imports).filter(({ from, typeOnly }) => from === '#engine' && !typeOnly);
  expect(users.map(({ file }) => file)).toEqual(['engine/worker.ts']);
});

test('Parts know no way of drawing by its name', () => {
  const names = readdirSync(new URL('faces/', web), { withFileTypes: true })
    .map(({ name }) => name.replace(/\.ts$/, ''))
    .filter((name) => !['face', 'index', 'moments', 'episodes', 'changes', 'plain'].includes(name));
  expect(names).toEqual(expect.arrayContaining(['bandit', 'cart-pole', 'two-step']));
  for (const file of sources('parts')) {
    const source = readFileSync(new URL(file, web), 'utf8');
    for (const name of names) expect(source, `${file} and ${name}`).not.toMatch(new RegExp(`['"]${name}['"]|faces/${name}[/.]`));
    expect(source, file).not.toMatch(/\.drawing === |drawing\) \{/);
  }
});

test('No text stands in the elements: all of it comes from a table of messages', () => {
  const written = /(?<!=)>\s*[A-Za-z][A-Za-z ,.’']{2,}\s*</;
  expect('<p>Some words</p>').toMatch(written);
  for (const file of ['element', 'parts', 'compose', 'site'].flatMap(sources)) expect(readFileSync(new URL(file, web), 'utf8'), file).not.toMatch(written);
});
