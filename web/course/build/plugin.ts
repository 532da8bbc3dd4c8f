// The pages of texts as a part of the site: written when it is built, made anew at each request while it is served from its sources.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Plugin, runnerImport } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const TEMPLATE = 'course.html';

/** In a module graph of its own, so that a text or a word that was changed is read anew. */
async function filesOf(template: string): Promise<Map<string, string>> {
  const { module } = await runnerImport<{ makeFiles(template: string): Map<string, string> }>(here('./pages.ts'), { configFile: false, logLevel: 'error' });
  return module.makeFiles(template);
}

export function coursePages(): Plugin {
  return {
    name: 'course-pages',
    enforce: 'post',
    async generateBundle(_options, bundle) {
      const built = bundle[TEMPLATE];
      // A build of something else than the site has no page of texts.
      if (built?.type !== 'asset') return;
      const files = await filesOf(String(built.source));
      delete bundle[TEMPLATE];
      for (const [fileName, source] of files) this.emitFile({ type: 'asset', fileName, source });
    },
    configureServer(server) {
      const answer = async (path: string): Promise<string | null> => {
        
        const source = readFileSync(here('../../site/course.html'), 'utf8').replace('../course/', '/course/');
        const file = (await filesOf(source)).get(path);
        return file === undefined || !path.endsWith('.html') ? (file ?? null) : server.transformIndexHtml(`/${path}`, file);
      };
      server.middlewares.use((request, response, next) => {
        const { pathname } = new URL(request.url ?? '/', 'http://localhost');
        const path = decodeURIComponent(pathname).slice(1).replace(/\/$/, '/index.html');
        if (!/^(course|docs)\/.*\.html$|^search-[a-z]{2}\.json$/.test(path)) return next();
        answer(path).then((text) => {
          if (text === null) return next();
          response.writeHead(200, { 'Content-Type': `${path.endsWith('.json') ? 'application/json' : 'text/html'}; charset=utf-8`, 'Cache-Control': 'no-cache' }).end(text);
        }, next);
      });
    },
  };
}
