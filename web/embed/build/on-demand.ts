import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { type Plugin, build } from 'vite';
import { framePage } from '../frame-page.ts';
import type { Script } from '../single-file.ts';

const config = fileURLToPath(new URL('../../vite.forms.config.ts', import.meta.url));

/** Builds a form that is one script (vite.forms.config.ts). */
async function buildForm(form: 'script' | 'frame' | 'notebook'): Promise<Script> {
  const result = await build({ configFile: config, mode: form, logLevel: 'error', build: { write: false } });
  const [output] = Array.isArray(result) ? result : [result];
  const chunk = output && 'output' in output ? output.output.find((part) => part.type === 'chunk') : undefined;
  if (!chunk) throw new Error(`The form ${form} was not built.`);
  return { text: chunk.code, hash: `sha256-${createHash('sha256').update(chunk.code).digest('base64')}` };
}

const javascript = 'text/javascript; charset=utf-8';

/** What a built site has at these addresses. */
const FILES: Record<string, { type: string; make(): Promise<string> }> = {
  '/embed.html': { type: 'text/html; charset=utf-8', make: async () => framePage(await buildForm('frame')) },
  '/embed/meta-rl-playground.js': { type: javascript, make: async () => (await buildForm('script')).text },
  '/embed/notebook.js': { type: javascript, make: async () => (await buildForm('notebook')).text },
};

/** While the site is served from its sources: the forms are built whenever they are asked for, so that `compose` can hand them out. */
export function formsOnDemand(): Plugin {
  return {
    name: 'forms-on-demand',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const file = FILES[new URL(request.url ?? '/', 'http://localhost').pathname];
        if (!file) return next();
        file.make().then((text) => response.writeHead(200, { 'Content-Type': file.type, 'Cache-Control': 'no-cache' }).end(text), next);
      });
    },
  };
}
