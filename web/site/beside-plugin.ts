import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** Scripts of the site's pages that are in a folder beside it (`../compose/main.ts`): a browser cannot climb above the address of the server. */
export function besideTheSite(): Plugin {
  return {
    name: 'beside-the-site',
    apply: 'serve',
    enforce: 'pre',
    resolveId: (id) => (/^\/(compose|course)\/[\w./-]+\.ts$/.test(id) ? fileURLToPath(new URL(`..${id}`, import.meta.url)) : null),
  };
}
