// npm start: sets up whatever is missing, builds the engine, and serves the page.
//
//   npm start -- [--port N] [--host]     --host: reachable from other machines too
import './steps/node_version.mjs';
import { parseArgs } from 'node:util';
import { whenStopped } from './steps/children.mjs';
import { build } from './steps/cmake.mjs';
import { ensurePackages } from './steps/packages.mjs';
import { fromRoot } from './steps/paths.mjs';
import { main, Stop } from './steps/say.mjs';

function options(args) {
  try {
    return parseArgs({ args, options: { port: { type: 'string' }, host: { type: 'boolean' } } }).values;
  } catch (error) {
    throw new Stop(`npm start: ${error.message}`);
  }
}

await main(async (args) => {
  const { port, host } = options(args);
  await ensurePackages();
  await build('wasm', ['engine']);
  const { createServer } = await import('vite');
  const server = await createServer({
    configFile: fromRoot('web/vite.config.ts'),
    server: { port: Number(port ?? 5173), strictPort: port !== undefined, host: host ?? '127.0.0.1' },
    clearScreen: false,
  });
  whenStopped(() => server.close());
  await server.listen();
  const { local, network } = server.resolvedUrls;
  console.log(`\nMeta-RL Playground: ${[...local, ...network].join('  ')}\n(Ctrl-C stops it)`);
});
