import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Plugin, build } from 'vite';
import { toText } from '../as-text.ts';

const NAME = 'virtual:engine-inside';
const fromWeb = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The worker as one classic script: a blob's address is no base for imports, and a page without an origin may load no module. */
export async function workerScript(engineFolder: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    root: fromWeb(''),
    resolve: { alias: [{ find: /^#engine$/, replacement: `${engineFolder}/engine.mjs` }] },
    plugins: [withoutOwnAddress()],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input: fromWeb('engine/worker.ts'), output: { format: 'iife', codeSplitting: false } },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error('The worker was not built.');
  const chunk = output.output.find((part) => part.type === 'chunk');
  if (!chunk || output.output.length !== 1) throw new Error('The worker is not one script.');
  return chunk.code;
}

/**
 * Emscripten's glue looks for its module beside its own script. Here it is always handed the module; and the address, which a
 * bundler would follow to a second copy of the file, does not exist in a classic script.
 */
export function withoutOwnAddress(): Plugin {
  return {
    name: 'without-own-address',
    transform: {
      filter: { id: /engine\.mjs$/ },
      handler(code) {
        const plain = code.replace(/new URL\((["'])engine\.wasm\1,\s*import\.meta\.url\)\.(?:href|toString\(\))/g, '"engine.wasm"').replaceAll('import.meta.url', '""');
        return { code: plain, map: null };
      },
    },
  };
}

/** `virtual:engine-inside`: the engine and its worker as text, for forms that are one file. */
export function engineInside(engineFolder: string): Plugin {
  return {
    name: 'engine-inside',
    resolveId: { filter: { id: /^virtual:engine-inside$/ }, handler: (id) => `\0${id}` },
    load: {
      filter: { id: new RegExp(`^\0${NAME}$`) },
      async handler() {
        const worker = await workerScript(engineFolder);
        return `export const worker = ${JSON.stringify(worker)};\nexport const engine = ${JSON.stringify(toText(readFileSync(`${engineFolder}/engine.wasm`)))};\n`;
      },
    },
  };
}
