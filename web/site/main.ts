// The site as host of the element: it has the address, the keys and the storage of a page.
import type { Playground } from '../element/playground.ts';
import '../element/playground.ts';
import { Address } from './address.ts';
import { handleKey } from './keys.ts';
import { keepOffline } from './offline.ts';
import { applyTheme, savedTheme, saveTheme } from './theme.ts';

const playground = document.querySelector<Playground>('meta-rl-playground')!;
const { run } = playground;

playground.theme = savedTheme();
applyTheme(playground.theme);
playground.addEventListener('theme-chosen', () => {
  saveTheme(playground.theme);
  applyTheme(playground.theme);
});

document.addEventListener('keydown', (event) => handleKey(event, run));
// With ?test in the address a test may see what happens when the worker is lost.
if (new URLSearchParams(location.search).has('test')) window.addEventListener('playground-crash', () => run.crash());
if (import.meta.env.PROD) keepOffline();

if (await run.open()) await new Address(run).follow();
