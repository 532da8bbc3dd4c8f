// npm run build: the static site in dist/, for any host and any base path, with the forms in which others take the element; the npm
// package in lib/; and what must hold of them.
//
//   npm run build -- [--origin ADDRESS]     ADDRESS: where the site will be, for the presets' pages and their oembed.json
import './steps/node_version.mjs';
import { parseArgs } from 'node:util';
import { build } from './steps/cmake.mjs';
import { buildPackage, buildSiteForms, checkForms } from './steps/forms.mjs';
import { ensurePackages } from './steps/packages.mjs';
import { siteAddress, writePresets } from './steps/presets.mjs';
import { main, Stop } from './steps/say.mjs';
import { buildSite, checkSite } from './steps/site.mjs';

function options(args) {
  try {
    return parseArgs({ args, options: { origin: { type: 'string' } } }).values;
  } catch (error) {
    throw new Stop(`npm run build: ${error.message}`);
  }
}

await main(async (args) => {
  const { origin } = options(args);
  if (origin !== undefined) siteAddress(origin);
  await ensurePackages();
  await build('wasm', ['engine']);
  await buildSite();
  await buildSiteForms();
  await buildPackage();
  const presets = origin === undefined ? 0 : await writePresets(origin);
  for (const line of [...checkSite(), ...checkForms()]) console.log(line);
  if (presets > 0) console.log(`presets: ${presets} pages with their oembed.json, for ${siteAddress(origin)}`);
});
