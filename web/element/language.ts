// Which language an element speaks: its own `lang`, else that of whatever is around it.
import { type Words, languageFor, loadWords, wordsFor } from '../messages/index.ts';

/** The nearest `lang` around an element, across shadow roots; "" where nobody says. */
export function languageAround(element: Element): string {
  for (let at: Node | null = element; at; at = parentOf(at)) {
    const said = at instanceof Element ? at.getAttribute('lang')?.trim() : '';
    if (said) return said;
  }
  return '';
}

function parentOf(node: Node): Node | null {
  return node.parentNode ?? (node instanceof ShadowRoot ? node.host : null);
}

/** The words of one element. They arrive a moment after they were asked for, unless they are there already. */
export class Language {
  words: Words | null = null;
  private wanted = '';

  constructor(private readonly changed: () => void) {}

  /** Resolves when the words are there. */
  async use(element: Element): Promise<void> {
    const language = languageFor(languageAround(element));
    if (language === this.wanted && this.words) return;
    this.wanted = language;
    const known = wordsFor(language);
    const words = known.language === language ? known : await loadWords(language);
    // Another one may have been asked for meanwhile.
    if (this.wanted !== language || this.words === words) return;
    this.words = words;
    this.changed();
  }
}
