// The static site: built by Vite, then looked over before anybody ships it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { fromRoot, root } from './paths.mjs';
import { Stop, step } from './say.mjs';

const kilobytes = 1000;
/** Budget of the engine, module and glue together, as brotli makes them. */
const engineBudget = 250 * kilobytes;

export async function buildSite() {
  await step('Checking the types', process.execPath, [fromRoot('node_modules/typescript/bin/tsc'), '--noEmit', '-p', 'web/tsconfig.json']);
  await step('Building the site', process.execPath, [fromRoot('node_modules/vite/bin/vite.js'), 'build', '--config', 'web/vite.config.ts'], { cwd: root });
}

const brotli = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;

const size = (bytes) => `${(bytes / kilobytes).toFixed(1)} KB`;

/** Throws Stop where the site breaks a promise; else resolves to lines that tell its sizes. */
export function checkSite(folder = fromRoot('dist')) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`)
    .sort();
  const names = (path) => path.slice(folder.length + 1);

  const shipped = files.filter((path) => /\.(js|mjs|html)$/.test(path));
  for (const path of shipped) {
    const found = /\beval\s*\(|\bnew\s+Function\b/.exec(readFileSync(path, 'utf8'));
    if (found) throw new Stop(`${names(path)} in dist/ holds \`${found[0]}\`: the page must not make code from strings.`);
  }

  if (!files.some((path) => path.endsWith('.wasm'))) throw new Stop('dist/ holds no .wasm file: the engine is missing.');
  if (!existsSync(`${folder}/index.html`)) throw new Stop('dist/ holds no index.html.');

  // The glue is bundled into the worker's script; its size is taken where it is still by itself.
  const engine = ['engine.wasm', 'engine.mjs'].map((name) => brotli(readFileSync(fromRoot(`build/wasm/${name}`))));
  const total = engine[0] + engine[1];
  if (total > engineBudget) {
    throw new Stop(`The engine is ${size(total)} (brotli): its budget is ${size(engineBudget)}.`);
  }

  const lines = files.map((path) => {
    const bytes = readFileSync(path);
    return `${names(path).padEnd(44)} ${size(bytes.length).padStart(10)} ${size(brotli(bytes)).padStart(10)} brotli`;
  });
  lines.push(`engine: ${size(engine[0])} module + ${size(engine[1])} glue = ${size(total)} brotli, budget ${size(engineBudget)}`);
  return lines;
}
