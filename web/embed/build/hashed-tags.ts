import type { Plugin } from 'vite';

/** An element of ours inside the outer one, wherever it is named: in a template, a style sheet or a call. */
const innerTag = /(?<![\w-])mrl-[a-z][a-z-]*[a-z]/g;

/**
 * Adds the build's hash to the names of inner elements. A page's elements share one registry: without it the parts of one version
 * would be drawn by the code of another version on the same page.
 */
export function hashedTags(hash: string): Plugin {
  const ours = new URL('../../', import.meta.url).pathname;
  return {
    name: 'hashed-tags',
    enforce: 'pre',
    transform: {
      filter: { id: /\.(ts|css)(\?inline)?$/ },
      handler(code, id) {
        if (!id.startsWith(ours) || !innerTag.test(code)) return null;
        return { code: code.replace(innerTag, (tag) => `${tag}-${hash}`), map: null };
      },
    },
  };
}
