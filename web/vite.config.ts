import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { coursePages } from './course/build/plugin.ts';
import { CSS_TARGET } from './css-target.ts';
import { formsOnDemand } from './embed/build/on-demand.ts';
import { besideTheSite } from './site/beside-plugin.ts';
import { offline } from './site/offline-plugin.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// Where the engine comes from. A folder with another engine.mjs and engine.wasm can be named, so that the page can be
// worked on while the core is not built.
const engine = process.env.ENGINE_FOLDER ? here(`../${process.env.ENGINE_FOLDER}`) : here('../build/wasm');

export default defineConfig({
  root: here('./site'),
  // Every address is relative, so that the built site works under any base path.
  base: './',
  resolve: {
    alias: [
      { find: /^#engine\.wasm/, replacement: `${engine}/engine.wasm` },
      { find: /^#engine$/, replacement: `${engine}/engine.mjs` },
      { find: /^#sources$/, replacement: here('./engine/beside.ts') },
    ],
  },
  worker: { format: 'es' },
  plugins: [besideTheSite(), coursePages(), offline(), formsOnDemand()],
  server: { fs: { allow: [here('..')] } },
  build: {
    outDir: process.env.OUT_FOLDER ? here(`../${process.env.OUT_FOLDER}`) : here('../dist'),
    emptyOutDir: true,
    target: 'es2022',
    cssTarget: CSS_TARGET,
    // An asset written into the page as a data: address would need a weaker content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { input: { index: here('./site/index.html'), compose: here('./site/compose.html'), course: here('./site/course.html') } },
  },
});
