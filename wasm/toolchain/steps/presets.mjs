// A page for each preset, and the oembed.json that a host asks for when somebody pastes the page's address. Both hold whole addresses.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadEngine } from '../../load-node.mjs';
import { load } from './forms.mjs';
import { fromRoot } from './paths.mjs';
import { Stop } from './say.mjs';

/** An address that pages can be put under: http or https, with a slash at its end. */
export function siteAddress(origin) {
  const said = `--origin takes the site's whole address, such as https://example.org/meta-rl/, not "${origin}".`;
  if (!URL.canParse(origin)) throw new Stop(said);
  const { protocol, href, search, hash, username, password } = new URL(origin);
  if (!/^https?:$/.test(protocol) || search || hash || username || password) throw new Stop(said);
  return href.endsWith('/') ? href : `${href}/`;
}

/** Each preset of each family, as a run line of the learner that shows the family's point. */
export function presetPages({ families }) {
  return families.flatMap(({ name: family, title, learner, presets }) =>
    presets.map((preset) => ({
      name: `${family}/${preset.name}`,
      title: `${title}: ${preset.name}`,
      help: preset.help,
      line: `learner=${learner}&tasks=${family}&preset=${preset.name}`,
    })),
  );
}

/** Writes presets/ of the site; resolves to the number of pages. */
export async function writePresets(origin, folder = fromRoot('dist')) {
  const site = siteAddress(origin);
  const engine = await loadEngine();
  const { oembed, presetPage } = await load('web/embed/oembed.ts');
  const pages = presetPages(JSON.parse(engine.describe()));
  rmSync(`${folder}/presets`, { recursive: true, force: true });
  for (const page of pages) {
    const { status, message, short } = JSON.parse(engine.resolve(page.line));
    if (status === 'refused') throw new Stop(`The preset ${page.name} makes a line that the core refuses: ${message}`);
    page.line = short;
    const place = `${folder}/presets/${page.name}`;
    mkdirSync(place, { recursive: true });
    writeFileSync(`${place}/index.html`, presetPage(page, site));
    writeFileSync(`${place}/oembed.json`, `${JSON.stringify(oembed(page, site), null, 2)}\n`);
  }
  for (const path of ['web/embed/preset.css', 'web/site/icon.svg']) writeFileSync(`${folder}/presets/${path.replace(/.*\//, '')}`, readFileSync(fromRoot(path)));
  return pages.length;
}
