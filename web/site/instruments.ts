// Instruments that look deeper into a run. They compute and draw much, so each is shown when a visitor asks for it, or a link leads to it.
import { html, render } from 'lit';
import type { MetaRlPlayground } from '../element/element.ts';
import type { Words } from '../messages/index.ts';

const INSTRUMENTS = ['landscape', 'gradients', 'comparison'] as const;
type Instrument = (typeof INSTRUMENTS)[number];

export class Instruments {
  private readonly shown = new Set<Instrument>();
  private readonly usual: readonly string[];
  private words: Words | null = null;

  /** `bar`: where they can be chosen. */
  constructor(
    private readonly element: MetaRlPlayground,
    private readonly bar: HTMLElement,
  ) {
    this.usual = (element.getAttribute('views') ?? '').split(/\s+/);
  }

  /** Every view that the page can show. */
  get views(): readonly string[] {
    return [...this.usual, ...INSTRUMENTS];
  }

  speak(words: Words): void {
    this.words = words;
    this.draw();
  }

  /** Shows the view if it is an instrument. */
  show(view: string): void {
    const instrument = INSTRUMENTS.find((name) => name === view);
    if (instrument && !this.shown.has(instrument)) this.toggle(instrument);
  }

  private toggle(instrument: Instrument): void {
    const added = !this.shown.delete(instrument);
    if (added) this.shown.add(instrument);
    const shown = INSTRUMENTS.filter((name) => this.shown.has(name));
    // They stand before what is about the run as a whole.
    this.element.setAttribute('views', this.usual.flatMap((view) => (view === 'about' ? [...shown, view] : [view])).join(' '));
    this.draw();
    if (added) void this.lead(instrument);
  }

  /** To where it stands now, which may be out of sight. */
  private async lead(instrument: Instrument): Promise<void> {
    // The attribute is read in a turn of its own.
    await new Promise(requestAnimationFrame);
    await this.element.updateComplete;
    this.element.renderRoot.querySelector(`[data-view="${instrument}"]`)?.scrollIntoView({ block: 'nearest' });
  }

  private draw(): void {
    if (!this.words) return;
    const { site, compose } = this.words.text;
    render(
      html`
        <span id="closer">${site.closer}</span>
        ${INSTRUMENTS.map(
          (name) => html`<button type="button" aria-pressed=${this.shown.has(name) ? 'true' : 'false'} @click=${() => this.toggle(name)}>${compose.views[name]}</button>`,
        )}
      `,
      this.bar,
    );
  }
}
