// The site as host of the element: it has the address, the keys and the storage of a page.
import { define } from '../element/define.ts';
import type { MetaRlPlayground } from '../element/element.ts';
import { handleKey } from '../element/keys.ts';
import { Address } from './address.ts';
import { Instruments } from './instruments.ts';
import { keepOffline } from './offline.ts';
import { sitePage } from './page.ts';
import { stored } from './stored.ts';

define();

const playground = document.querySelector<MetaRlPlayground>('meta-rl-playground')!;
const { model } = playground;

const instruments = new Instruments(playground, document.querySelector<HTMLElement>('#instruments')!);
const address = new Address(playground, instruments, document.querySelector<HTMLElement>('#arrival')!);
playground.stored = stored;
playground.address = { run: () => address.ofRun(), state: (view) => address.ofState(view) };
document.addEventListener('keydown', (event) => handleKey(event, model));
const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
document.addEventListener('dragover', (event) => {
  if (holdsFiles(event)) event.preventDefault();
});
document.addEventListener('drop', (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  const files = [...event.dataTransfer!.files];
  void import('./drop.ts').then(({ take }) => take(files, { run: model, refuse: (fault) => void address.refuseFile(fault), follow: (link) => address.go(link) }));
});
// With ?test in the address a test may see what happens when the worker is lost.
if (new URLSearchParams(location.search).has('test')) window.addEventListener('playground-crash', () => model.crash());
if (import.meta.env.PROD) keepOffline();

sitePage({
  title: ({ text }) => text.site.title,
  tagline: ({ text }) => text.site.tagline,
  place: 'play',
  offer: { title: ({ text }) => text.site.tour, take: (button) => void playground.tour(button) },
  speak: (words) => {
    playground.lang = words.language;
    instruments.speak(words);
    address.speak(words);
  },
});
