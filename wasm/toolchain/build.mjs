// npm run build: the static site in dist/, for any host and any base path, and what must hold of it.
import './steps/node_version.mjs';
import { build } from './steps/cmake.mjs';
import { ensurePackages } from './steps/packages.mjs';
import { main } from './steps/say.mjs';
import { buildSite, checkSite } from './steps/site.mjs';

await main(async () => {
  await ensurePackages();
  await build('wasm', ['engine']);
  await buildSite();
  for (const line of checkSite()) console.log(line);
});
