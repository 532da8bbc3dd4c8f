import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashOf } from '../../wasm/toolchain/steps/unchanged.mjs';

const build = fileURLToPath(new URL('../../build/', import.meta.url));
let folder: string;
beforeEach(() => {
  mkdirSync(build, { recursive: true });
  folder = mkdtempSync(`${build}unchanged-`);
});
afterEach(() => rmSync(folder, { recursive: true }));

const hash = (...texts: string[]) => hashOf([`build/${basename(folder)}`, 'build/nothing-of-this-name'], ...texts);
const write = (file: string, text: string) => writeFileSync(`${folder}/${file}`, text);

test('Inputs that are the same have the same number', () => {
  write('a', 'one');
  expect(hash('version')).toBe(hash('version'));
});

test('Another content, name, place or text makes another number', () => {
  mkdirSync(`${folder}/inner`);
  write('a', 'one');
  const seen = [hash(), hash('version')];
  write('a', 'two');
  seen.push(hash());
  write('b', '');
  seen.push(hash());
  rmSync(`${folder}/b`);
  write('inner/b', '');
  seen.push(hash());
  expect(new Set(seen).size).toBe(seen.length);
});

test('What tools write beside packages is no input', () => {
  write('a', 'one');
  const before = hash();
  mkdirSync(`${folder}/node_modules`);
  write('node_modules/note', 'passed in 3 s');
  expect(hash()).toBe(before);
});
