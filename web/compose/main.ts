// The page that builds an element by clicking.
import { define } from '../element/define.ts';
import { sitePage } from '../site/page.ts';
import { Compose } from './compose.ts';

define();
customElements.define('mrl-compose', Compose);

const compose = new Compose();
document.querySelector('#main')!.append(compose);
sitePage({
  title: ({ text }) => text.compose.title,
  tagline: ({ text }) => text.compose.tagline,
  place: 'embed',
  speak: (words) => (compose.words = words),
});
