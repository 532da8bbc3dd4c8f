import { html } from 'lit';
import { type Guide, type TermName, loadGuide } from '../messages/guide/guide.ts';
import { Part } from './part.ts';

/** Pixels between a word and its sentence, and from the edge of the window. */
const APART = 6;
/** The widest that a sentence becomes. */
const WIDEST = 340;

/** One sentence for the term that is pointed at, or has the focus, anywhere in the element. */
export class GlossaryPart extends Part {
  private term: HTMLElement | null = null;
  private guide: { language: string; loaded: Promise<Guide | null> } | null = null;
  private sentence = '';
  private root: Node | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.root = this.getRootNode();
    for (const type of ['pointerover', 'focusin']) this.root.addEventListener(type, this.enter);
    for (const type of ['pointerout', 'focusout']) this.root.addEventListener(type, this.leave);
    // The sentence stands where the word stood.
    addEventListener('scroll', this.hide, true);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const type of ['pointerover', 'focusin']) this.root?.removeEventListener(type, this.enter);
    for (const type of ['pointerout', 'focusout']) this.root?.removeEventListener(type, this.leave);
    removeEventListener('scroll', this.hide, true);
    this.hide();
  }

  override render() {
    return html`<div role="tooltip" class="meaning" id=${this.unique('meaning')} ?hidden=${!this.sentence}>${this.sentence}</div>`;
  }

  override updated(): void {
    const box = this.querySelector<HTMLElement>('.meaning');
    if (!box || !this.sentence || !this.term) return;
    const word = this.term.getBoundingClientRect();
    const width = Math.min(WIDEST, innerWidth - 2 * APART);
    box.style.width = `${width}px`;
    box.style.left = `${Math.max(APART, Math.min(word.left, innerWidth - width - APART))}px`;
    const { height } = box.getBoundingClientRect();
    const below = word.bottom + APART;
    box.style.top = `${below + height > innerHeight && word.top > height + APART ? word.top - height - APART : below}px`;
  }

  private readonly enter = (event: Event): void => {
    const term = (event.target as Element).closest?.<HTMLElement>('[data-term]');
    if (term && term !== this.term) void this.show(term);
  };

  private readonly leave = (event: Event): void => {
    const term = (event.target as Element).closest?.('[data-term]');
    // The one that has the focus keeps its sentence while the pointer goes by.
    if (term && term === this.term && !(event.type === 'pointerout' && term.matches(':focus'))) this.hide();
  };

  private readonly hide = (): void => {
    this.term?.removeAttribute('aria-describedby');
    this.term = null;
    this.sentence = '';
    this.requestUpdate();
  };

  private async show(term: HTMLElement): Promise<void> {
    this.hide();
    this.term = term;
    const { language } = this.words;
    if (this.guide?.language !== language) this.guide = { language, loaded: loadGuide(language) };
    const guide = await this.guide.loaded;
    // Where the file could not be had, another try is made with the next word.
    if (!guide) this.guide = null;
    if (!guide || this.term !== term) return;
    this.sentence = guide.terms[term.dataset.term as TermName];
    term.setAttribute('aria-describedby', this.unique('meaning'));
    this.requestUpdate();
  }
}
