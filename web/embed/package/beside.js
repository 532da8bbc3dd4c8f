// Where worker and engine are: beside this file. Copied into the package as it is, since bundlers look for these very words.
export const worker = () => new Worker(new URL('./worker.js', import.meta.url), { type: 'module', name: 'engine' });
export const engine = () => new URL('./engine.wasm', import.meta.url).href;
