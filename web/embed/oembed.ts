// oEmbed: what a host asks when somebody pastes the address of a preset's page. The site has no server, so each answer is a file.
import { escapeHtml } from './single-file.ts';

export interface PresetPage {
  /** Its folder under presets/: the family and the preset. */
  name: `${string}/${string}`;
  title: string;
  help: string;
  /** The run line. */
  line: string;
}

/** The frame's size where the host does not resize it. */
const WIDTH = 960;
const HEIGHT = 640;

const SITE = 'Meta-RL Playground';

/** `site`: the whole address of the site, with a slash at its end. */
export const frameAddress = (site: string, line: string) => `${site}embed.html#${encodeURI(line)}`;

export function frameMarkup(address: string, title: string): string {
  return `<iframe src="${escapeHtml(address)}" title="${escapeHtml(title)}" width="${WIDTH}" height="${HEIGHT}" sandbox="allow-scripts" loading="lazy" style="border:0;width:100%;max-width:${WIDTH}px"></iframe>`;
}

/** An answer of type `rich`, version 1.0 of the specification. */
export function oembed(page: PresetPage, site: string): object {
  return {
    version: '1.0',
    type: 'rich',
    title: `${page.title} · ${SITE}`,
    provider_name: SITE,
    provider_url: site,
    cache_age: 86400,
    width: WIDTH,
    height: HEIGHT,
    html: frameMarkup(frameAddress(site, page.line), page.title),
  };
}

/** The page that people link to; it shows the frame, and says where its oembed.json is. */
export function presetPage(page: PresetPage, site: string): string {
  const here = `${site}presets/${page.name}/`;
  const [title, help] = [escapeHtml(page.title), escapeHtml(page.help)];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${help}">
<title>${title} · ${SITE}</title>
<link rel="canonical" href="${escapeHtml(here)}">
<link rel="alternate" type="application/json+oembed" href="${escapeHtml(here)}oembed.json" title="${title}">
<link rel="icon" href="../../icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="../../preset.css">
</head>
<body>
<main>
<h1>${title}</h1>
<p>${help}</p>
<iframe src="../../../embed.html#${escapeHtml(encodeURI(page.line))}" title="${title}" sandbox="allow-scripts"></iframe>
<p><a href="../../../#${escapeHtml(encodeURI(page.line))}">${SITE}</a></p>
</main>
</body>
</html>
`;
}
