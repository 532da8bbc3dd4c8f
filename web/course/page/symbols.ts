// The symbols of formulas explain themselves, and each is lit wherever it stands: in the text, and in the pictures of the loops.
import { type Guide, type TermName, loadGuide } from '../../messages/guide/guide.ts';
import type { About } from './about.ts';

/** The nearest element of the glossary's kind that an event came from, be it within an element's own tree. */
function termOf(event: Event): TermName | null {
  for (const target of event.composedPath()) {
    if (target instanceof Element && target.hasAttribute('data-term')) return target.getAttribute('data-term') as TermName;
  }
  return null;
}

function places(): Element[] {
  const roots: ParentNode[] = [document, ...[...document.querySelectorAll('meta-rl-playground')].flatMap(({ shadowRoot }) => (shadowRoot ? [shadowRoot] : []))];
  return roots.flatMap((root) => [...root.querySelectorAll('[data-term]')]);
}

export function linkSymbols({ messages: { language } }: About): void {
  const symbols = [...document.querySelectorAll<HTMLElement>('math [data-term]')];
  if (!symbols.length) return;
  let guide: Promise<Guide | null> | null = null;
  const light = (term: TermName | null): void => {
    for (const place of places()) place.toggleAttribute('data-lit', place.getAttribute('data-term') === term);
  };
  const explain = async (): Promise<void> => {
    const found = await (guide ??= loadGuide(language));
    for (const symbol of symbols) if (found) symbol.setAttribute('title', found.terms[symbol.dataset.term as TermName]);
  };
  document.addEventListener('pointerover', (event) => {
    const term = termOf(event);
    if (term) void explain();
    light(term);
  });
  document.addEventListener('focusin', (event) => light(termOf(event)));
}
