// npm run bench [-- ...]: builds everything that is measured, then measures (tests/bench/bench.mjs).
import './steps/node_version.mjs';
import { foreground } from './steps/children.mjs';
import { build } from './steps/cmake.mjs';
import { ensurePackages } from './steps/packages.mjs';
import { fromRoot } from './steps/paths.mjs';
import { chromium, ensurePrograms } from './steps/programs.mjs';
import { main } from './steps/say.mjs';
import { buildSite } from './steps/site.mjs';

await main(async (args) => {
  await ensurePackages();
  await ensurePrograms('chromium');
  await build('native', ['bench', 'bench-scalar', 'lab']);
  await build('wasm', ['bench', 'bench-scalar', 'engine']);
  await buildSite();
  return foreground(process.execPath, [fromRoot('tests/bench/bench.mjs'), ...args], { env: { ...process.env, CHROMIUM: chromium() } });
});
