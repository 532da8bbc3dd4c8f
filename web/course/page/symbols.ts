// The symbols of formulas explain themselves, and each is lit wherever it stands: in the text, and in the pictures of the loops.
import { type Guide, type TermName, loadGuide } from '../../messages/guide/guide.ts';
import type { About } from './about.ts';

/** Pixels between a symbol and its sentence, and from the edge of the window. */
const APART = 8;

/** The symbol that an event came from, be it within an element's own tree. */
function symbolOf(event: Event): Element | null {
  return event.composedPath().find((target): target is Element => target instanceof Element && target.hasAttribute('data-term')) ?? null;
}

function places(): Element[] {
  const roots: ParentNode[] = [document, ...[...document.querySelectorAll('meta-rl-playground')].flatMap(({ shadowRoot }) => (shadowRoot ? [shadowRoot] : []))];
  return roots.flatMap((root) => [...root.querySelectorAll('[data-term]')]);
}

export function linkSymbols({ messages: { language } }: About): void {
  if (!document.querySelector('math [data-term]')) return;
  let guide: Promise<Guide | null> | null = null;
  let pointed: Element | null = null;
  const sentence = document.createElement('div');
  sentence.className = 'meaning';
  sentence.role = 'tooltip';
  sentence.hidden = true;
  document.body.append(sentence);

  const explain = async (symbol: Element): Promise<void> => {
    const found = await (guide ??= loadGuide(language));
    // Where the file could not be had, another try is made with the next symbol.
    if (!found) guide = null;
    if (!found || pointed !== symbol) return;
    sentence.textContent = found.terms[symbol.getAttribute('data-term') as TermName];
    sentence.hidden = false;
    const box = symbol.getBoundingClientRect();
    const { width, height } = sentence.getBoundingClientRect();
    const below = box.bottom + APART;
    sentence.style.left = `${Math.max(APART, Math.min(box.left, innerWidth - width - APART))}px`;
    sentence.style.top = `${below + height > innerHeight ? box.top - height - APART : below}px`;
  };
  document.addEventListener('pointerover', (event) => {
    const symbol = symbolOf(event);
    if (symbol === pointed) return;
    pointed = symbol;
    sentence.hidden = true;
    const term = symbol?.getAttribute('data-term') ?? null;
    for (const place of places()) place.toggleAttribute('data-lit', place.getAttribute('data-term') === term);
    // Within an element the element itself explains it.
    if (symbol?.closest('math')) void explain(symbol);
  });
  addEventListener('scroll', () => (sentence.hidden = true), { passive: true });
}
