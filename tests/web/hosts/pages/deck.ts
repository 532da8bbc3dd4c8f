import { type Visit, host, visit } from '../browser.ts';
import { hostsFolder } from '../places.ts';

/** A deck as reveal.js's own instructions have it. */
const deck = (slides: string, script: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Deck</title>
<link rel="stylesheet" href="/dist/reveal.css"><link rel="stylesheet" href="/dist/theme/white.css"></head>
<body><div class="reveal"><div class="slides"><section><h2>First</h2></section>${slides}<section><h2>Last</h2></section></div></div>
${script}
<script src="/dist/reveal.js"></script>
<script>Reveal.initialize({ hash: false, transition: 'none' });</script></body></html>`;

/** Opens a deck with a slide before and a slide after these. */
export async function openDeck(slides: string, script = ''): Promise<Visit> {
  const served = await host({ '/': deck(slides, script) }, { folder: `${hostsFolder}/node_modules/reveal.js` });
  const visited = await visit(served.url, { servers: [served] });
  await visited.page.waitForFunction(() => (globalThis as { Reveal?: { isReady(): boolean } }).Reveal?.isReady());
  return visited;
}
