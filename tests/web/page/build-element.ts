// Builds the element by itself, with its worker and engine beside it: once, for all tests that put it into a host's page.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { root } from './paths.ts';

export default function buildElement(): void {
  if (!existsSync(`${root}build/wasm/engine.wasm`)) throw new Error('There is no engine: run npm run build first.');
  // In a process of its own, as it would be built for use: here it would be built for tests.
  execFileSync(process.execPath, [`${root}node_modules/vite/bin/vite.js`, 'build', '--config', `${root}tests/web/page/element.config.ts`, '--logLevel', 'error'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', VITEST: undefined },
  });
}
