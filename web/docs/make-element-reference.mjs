// Writes web/docs/embed/reference.md from the element's own table (web/element/api).
//
//     node web/docs/make-element-reference.mjs          writes the file
//     node web/docs/make-element-reference.mjs --check  fails if it is not what it would write
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const load = async (path) => (await runnerImport(here(path), { configFile: false, logLevel: 'error' })).module;
const { api } = await load('../element/api/index.ts');
const { makeReference } = await load('../element/api/document.ts');

const file = here('embed/reference.md');
const text = makeReference(api);
if (!process.argv.includes('--check')) {
  mkdirSync(here('embed'), { recursive: true });
  writeFileSync(file, text);
} else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
  console.error('web/docs/embed/reference.md is not what the element’s table says; run node web/docs/make-element-reference.mjs.');
  process.exitCode = 1;
}
