// Servers of the test: the playground's own, and those of hosts, each an origin of its own.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { type IncomingMessage, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { contentTypes } from '../../../wasm/toolchain/steps/serve.mjs';

export interface Served {
  /** With a slash at its end. */
  url: string;
  /** The paths that were asked for. */
  asked: string[];
  close(): Promise<void>;
}

export type Files = Record<string, string | Buffer>;

/**
 * Serves pages by their paths, then files of a folder. Nothing but what is said here: no header that would make things easier than
 * they are on a plain server.
 */
export function serve(pages: Files, { folder, headers = {} }: { folder?: string; headers?: Record<string, string> | ((path: string) => Record<string, string>) } = {}): Promise<Served> {
  const asked: string[] = [];
  const find = (path: string): string | Buffer | undefined => {
    if (Object.hasOwn(pages, path)) return pages[path];
    if (!folder) return undefined;
    const file = join(folder, normalize(path));
    const whole = existsSync(file) && statSync(file).isDirectory() ? `${file}/index.html` : file;
    return existsSync(whole) && file.startsWith(folder) ? readFileSync(whole) : undefined;
  };
  const server = createServer((request: IncomingMessage, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    asked.push(path);
    // Browsers ask for it by themselves.
    if (path === '/favicon.ico') return void response.writeHead(204).end();
    const found = find(path) ?? find(`${path}index.html`);
    if (found === undefined) return void response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found');
    const type = contentTypes[extname(path)] ?? (path.endsWith('/') || !extname(path) ? contentTypes['.html'] : 'application/octet-stream');
    response.writeHead(200, { 'Content-Type': type, 'X-Content-Type-Options': 'nosniff', ...(typeof headers === 'function' ? headers(path) : headers) }).end(found);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const close = () => new Promise<void>((done) => (server.close(() => done()), server.closeAllConnections()));
      resolve({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked, close });
    });
  });
}
