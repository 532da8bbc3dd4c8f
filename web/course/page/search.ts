// The search over the texts. Its library and its index are fetched when somebody begins to ask.
import type MiniSearch from 'minisearch';
import { type TemplateResult, html, nothing, render } from 'lit';
import type { CourseWords } from '../words/words.ts';
import { type Entry, OPTIONS } from './search-terms.ts';

const MOST = 8;

type Found = { id: string; title: string; page: string };

export class Search {
  private index: Promise<MiniSearch<Entry> | null> | null = null;
  private place: HTMLElement | null = null;
  private asked = '';

  constructor(
    private readonly root: string,
    private readonly language: string,
    private readonly words: CourseWords,
  ) {}

  field(): TemplateResult {
    const { search } = this.words;
    return html`
      <search>
        <input
          type="search"
          aria-label=${search.label}
          placeholder=${search.placeholder}
          autocomplete="off"
          spellcheck="false"
          @focus=${() => this.load()}
          @input=${(event: Event) => void this.ask(event.target as HTMLInputElement)}
          @keydown=${(event: KeyboardEvent) => this.key(event)}
        />
        <div class="found" aria-live="polite"></div>
      </search>
    `;
  }

  private load(): Promise<MiniSearch<Entry> | null> {
    const fetched = async () => {
      try {
        const [{ default: MiniSearch }, response] = await Promise.all([import('minisearch'), fetch(`${this.root}search-${this.language}.json`)]);
        return response.ok ? MiniSearch.loadJSON<Entry>(await response.text(), OPTIONS) : null;
      } catch {
        return null;
      }
    };
    return (this.index ??= fetched());
  }

  private async ask(field: HTMLInputElement): Promise<void> {
    const text = (this.asked = field.value.trim());
    this.place = field.parentElement!.querySelector<HTMLElement>('.found');
    if (!text) return this.show(nothing);
    const index = await this.load();
    if (text !== this.asked) return;
    if (!index) {
      // The next letter asks again.
      this.index = null;
      return this.show(html`<p>${this.words.search.failed}</p>`);
    }
    const found = index.search(text) as unknown as Found[];
    this.show(found.length ? this.list(found) : html`<p>${this.words.search.none(text)}</p>`);
  }

  private list(found: readonly Found[]): TemplateResult {
    return html`
      <p class="count">${this.words.search.found(found.length)}</p>
      <ul>
        ${found.slice(0, MOST).map(({ id, title, page }) => html`<li><a href=${this.root + id}><b>${title}</b>${title === page ? nothing : html` <span>${page}</span>`}</a></li>`)}
      </ul>
    `;
  }

  private show(what: TemplateResult | typeof nothing): void {
    if (this.place) render(what, this.place);
  }

  /** Escape closes what was found. */
  private key(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    this.asked = '';
    (event.target as HTMLInputElement).value = '';
    this.show(nothing);
  }
}
