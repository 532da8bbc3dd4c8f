import type { Plugin } from 'vite';


/**
 * Lets modules be imported where there is no window, as a site generator does to look for exports. Lit has a build for that, which
 * is the same in a browser; the stand-ins that it would bring for a document are not needed, since nothing is drawn there.
 */
export function withoutWindow(): Plugin {
  return {
    name: 'without-window',
    enforce: 'pre',
    config: () => ({ resolve: { conditions: ['node', 'module'] } }),
    resolveId: { filter: { id: /^@lit-labs\/ssr-dom-shim$/ }, handler: () => '\0no-document' },
    load: {
      filter: { id: /^\0no-document$/ },
      handler: () => 'export const HTMLElement = class {};\nexport const customElements = undefined;\n',
    },
  };
}
