// The page in a frame: one element, set up by the frame's address, and the conversation with the page around it.
//
//     embed.html?views=tasks+adaptation&lang=zh#learner=maml&tasks=sinusoid
import { TAG } from '../element/api/index.ts';
import { FrameHeight } from './frame-height.ts';
import { FrameHost, type Framed, OPEN_ATTRIBUTES } from './frame-host.ts';
import { define } from '../element/define.ts';
import { MetaRlPlayground } from '../element/element.ts';

define();
const element = document.createElement(TAG);

/** The run is the address's hash, which never reaches a server; the other attributes are its query. Hosts add queries of their own, which are no concern of ours. */
function setUp(): void {
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (OPEN_ATTRIBUTES.has(name)) element.setAttribute(name, value);
  }
  follow();
}

/** The hash alone: what the page around has configured since stays. */
function follow(): void {
  const line = decoded(location.hash.slice(1));
  if (line) element.setAttribute('run', line);
}

/** An address that was cut in two is handed on as it is; the core says what is wrong with it. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The page behind the element is as light or dark as the element. */
function followTheme(): void {
  const theme = element.getAttribute('theme');
  document.documentElement.style.colorScheme = theme === 'light' || theme === 'dark' ? theme : '';
  document.documentElement.lang = element.getAttribute('lang') ?? 'en';
}

setUp();
followTheme();
addEventListener('hashchange', follow);
new MutationObserver(followTheme).observe(element, { attributes: true, attributeFilter: ['theme', 'lang'] });

document.body.prepend(element);

// Opened by itself, a frame has nobody to talk to.
if (parent !== window) {
  const host = new FrameHost(element as unknown as Framed, parent, MetaRlPlayground.version);
  const height = new FrameHeight(parent, origin !== 'null');
  addEventListener('message', (event) => {
    if (event.source !== parent || height.hear(event.data)) return;
    host.hear(event);
  });
  new ResizeObserver(() => height.set(element.getBoundingClientRect().bottom + scrollY)).observe(element);
  height.begin();
  host.begin();
}
