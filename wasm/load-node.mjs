// Loads the built engine in Node, for the runner, tests and benchmarks. The page has a loader of its own, which fetches.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../build/wasm/', import.meta.url);

export async function loadEngine() {
  let wasmBinary;
  try {
    wasmBinary = readFileSync(fileURLToPath(new URL('engine.wasm', folder)));
  } catch {
    throw new Error('The engine is not built yet; npm run lab builds it.');
  }
  const { default: createEngine } = await import(new URL('engine.mjs', folder).href);
  return createEngine({ wasmBinary });
}
