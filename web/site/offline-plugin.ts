import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

// Writes service-worker.js with the list of everything that was built, so that the page keeps working, and a lost
// worker can be replaced, when the network goes away after the page was loaded.
export function offline(): Plugin {
  return {
    name: 'offline',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      // Pages of texts are kept as they are read, and runs trained beforehand are fetched as they are entered: nobody needs all of them.
      const later = /^(course|docs)\/|^search-|\.(map|snapshot)$/;
      const files = Object.keys(bundle).filter((name) => name !== 'service-worker.js' && !later.test(name));
      const source = readFileSync(fileURLToPath(new URL('./service-worker.js', import.meta.url)), 'utf8');
      const list = JSON.stringify(['./', ...files.filter((name) => name !== 'index.html').map((name) => `./${name}`)]);
      const version = createHash('sha256').update(list).update(String(bundle['index.html']?.fileName)).digest('hex');
      this.emitFile({
        type: 'asset',
        fileName: 'service-worker.js',
        source: source.replace('__FILES__', list).replace('__VERSION__', JSON.stringify(version.slice(0, 16))),
      });
    },
  };
}
