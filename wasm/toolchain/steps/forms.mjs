// The ways to take the element elsewhere, each built from the same sources: the npm package, one script, the frame, the notebook module.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fromRoot, root } from './paths.mjs';
import { Stop, step } from './say.mjs';
import { brotli, checkNoCodeFromStrings, filesOf, kilobytes, size, sizeLine } from './shipped.mjs';

/** Budget of engine, element and one language together, as brotli makes them. */
const elementBudget = 300 * kilobytes;

const forms = fromRoot('build/forms');

/** Imports a module that is written in TypeScript. */
export async function load(path) {
  const { runnerImport } = await import('vite');
  return (await runnerImport(fromRoot(path), { configFile: false, logLevel: 'error' })).module;
}

const vite = (title, mode) =>
  step(title, process.execPath, [fromRoot('node_modules/vite/bin/vite.js'), 'build', '--config', 'web/vite.forms.config.ts', '--mode', mode], { cwd: root });

/** A script and what a policy must know of it. */
export function scriptOf(file) {
  const text = readFileSync(file, 'utf8');
  return { text, hash: `sha256-${createHash('sha256').update(text).digest('base64')}` };
}

/** The one script, for the command that makes one file of it. */
export async function buildScript() {
  await vite('Building the one script', 'script');
  return scriptOf(`${forms}/meta-rl-playground.js`);
}

/** Writes embed/ and embed.html of the site. */
export async function buildSiteForms(folder = fromRoot('dist')) {
  const script = await buildScript();
  await vite('Building the frame', 'frame');
  await vite('Building the notebook module', 'notebook');
  const frame = scriptOf(`${forms}/frame.js`);
  const { framePage } = await load('web/embed/frame-page.ts');
  const { version } = JSON.parse(readFileSync(fromRoot('package.json'), 'utf8'));
  mkdirSync(`${folder}/embed`, { recursive: true });
  writeFileSync(`${folder}/embed/meta-rl-playground.js`, script.text);
  writeFileSync(`${folder}/embed/notebook.js`, readFileSync(`${forms}/notebook.js`));
  writeFileSync(`${folder}/embed/licences.txt`, readFileSync(fromRoot('web/embed/licences.txt')));
  writeFileSync(`${folder}/embed/forms.json`, `${JSON.stringify({ version, script: script.hash, frame: frame.hash }, null, 2)}\n`);
  writeFileSync(`${folder}/embed.html`, framePage(frame));
}

/** Writes lib/, which `npm pack` takes. */
export async function buildPackage() {
  const folder = fromRoot('lib');
  rmSync(folder, { recursive: true, force: true });
  await vite('Building the npm package', 'package');
  const copies = { 'engine.wasm': 'build/wasm/engine.wasm', 'script.js': 'build/forms/meta-rl-playground.js', 'beside.js': 'web/embed/package/beside.js', 'licences.txt': 'web/embed/licences.txt' };
  for (const [name, from] of Object.entries(copies)) writeFileSync(`${folder}/${name}`, readFileSync(fromRoot(from)));
  const { workerScript } = await load('web/embed/build/engine-inside.ts');
  writeFileSync(`${folder}/worker.js`, `/*! Meta-RL Playground. Licences of all that it contains: licences.txt */\n${await workerScript(fromRoot('build/wasm'))}`);
  const { api } = await load('web/element/api/index.ts');
  const { makeManifest } = await load('web/element/api/manifest.ts');
  const { makeTypes } = await load('web/embed/build/types.ts');
  const manifest = makeManifest(api, { module: 'lib/index.js', define: 'lib/define.js' });
  writeFileSync(`${folder}/custom-elements.json`, `${JSON.stringify(manifest, null, 2)}\n`);
  writeFileSync(`${folder}/index.d.ts`, makeTypes(api, fromRoot('web/tsconfig.json'), [fromRoot('web/element/element.ts'), fromRoot('wasm/engine.d.ts')]));
  // Importing it makes the element's tag known to the compiler too.
  writeFileSync(`${folder}/define.d.ts`, "import './index.js';\n");
}

/** The tables of a language other than English: its messages, its guide, and the words of what is taken away. */
const language = /^((guide|takeaway)-(?!en))?[a-z]{2}\.js$/;

/** A script with all that it cannot begin without. */
function withImports(folder, path, found = new Set()) {
  if (found.has(path)) return found;
  found.add(path);
  for (const [, imported] of readFileSync(`${folder}/${path}`, 'utf8').matchAll(/\b(?:from|import)\s*"\.\/([^"]+)"/g)) withImports(folder, imported, found);
  return found;
}

/** What a page loads that shows one element in English: what is there from the beginning, and the largest of what is fetched as it is shown. */
function loaded(folder) {
  const first = [...withImports(folder, 'define.js'), 'worker.js', 'engine.wasm'];
  const later = filesOf(folder).filter((path) => path.endsWith('.js') && path !== 'script.js' && path !== 'index.js' && !first.includes(path) && !language.test(path));
  return { first, later };
}

/** Throws Stop where a form breaks a promise; else resolves to lines that tell sizes. */
export function checkForms(site = fromRoot('dist'), lib = fromRoot('lib')) {
  checkNoCodeFromStrings(lib, 'lib');
  const forms = [`${site}/embed/meta-rl-playground.js`, `${site}/embed/notebook.js`, `${site}/embed.html`, `${lib}/script.js`];
  for (const path of forms) {
    if (!readFileSync(path, 'utf8').includes('Redistribution and use in source and binary forms')) throw new Stop(`${path} is without the licences of what it contains.`);
  }
  const sum = (paths) => paths.reduce((total, path) => total + brotli(readFileSync(`${lib}/${path}`)), 0);
  const { first, later } = loaded(lib);
  const split = sum(first) + Math.max(...later.map((path) => sum([path])));
  const others = sum(filesOf(lib).filter((path) => language.test(path))) + sum(later);
  const script = sum(['script.js']);
  for (const [name, total, budget] of [
    ['Engine, element and one language', split, elementBudget],
    ['The one script, with every view and language,', script, elementBudget + others],
  ]) {
    if (total > budget) throw new Stop(`${name} takes ${size(total)} (brotli): the budget is ${size(budget)}.`);
  }
  return [...filesOf(lib).map((path) => sizeLine(lib, path)), `engine, element and one language: ${size(split)} brotli; the one script: ${size(script)}; budget ${size(elementBudget)}`];
}
