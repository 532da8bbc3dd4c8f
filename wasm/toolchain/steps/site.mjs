// The static site: built by Vite, then looked over before anybody ships it.
import { existsSync, readFileSync } from 'node:fs';
import { fromRoot, root } from './paths.mjs';
import { Stop, step } from './say.mjs';
import { brotli, checkNoCodeFromStrings, filesOf, kilobytes, size, sizeLine } from './shipped.mjs';

/** Budget of the engine, module and glue together, as brotli makes them. */
const engineBudget = 250 * kilobytes;

export async function buildSite() {
  await step('Checking the types', process.execPath, [fromRoot('node_modules/typescript/bin/tsc'), '--noEmit', '-p', 'web/tsconfig.json']);
  await step('Building the site', process.execPath, [fromRoot('node_modules/vite/bin/vite.js'), 'build', '--config', 'web/vite.config.ts'], { cwd: root });
}

/** Throws Stop where the site breaks a promise; else resolves to lines that tell its sizes. */
export function checkSite(folder = fromRoot('dist')) {
  checkNoCodeFromStrings(folder, 'dist');
  // A page for each preset is as large as its neighbour.
  const files = filesOf(folder).filter((path) => !path.startsWith('presets/'));
  if (!files.some((path) => path.endsWith('.wasm'))) throw new Stop('dist/ holds no .wasm file: the engine is missing.');
  for (const page of ['index.html', 'compose.html', 'course/en/index.html', 'docs/index.html']) if (!existsSync(`${folder}/${page}`)) throw new Stop(`dist/ holds no ${page}.`);

  // The glue is bundled into the worker's script; its size is taken where it is still by itself.
  const engine = ['engine.wasm', 'engine.mjs'].map((name) => brotli(readFileSync(fromRoot(`build/wasm/${name}`))));
  const total = engine[0] + engine[1];
  if (total > engineBudget) {
    throw new Stop(`The engine is ${size(total)} (brotli): its budget is ${size(engineBudget)}.`);
  }
  return [...files.map((path) => sizeLine(folder, path)), `engine: ${size(engine[0])} module + ${size(engine[1])} glue = ${size(total)} brotli, budget ${size(engineBudget)}`];
}
