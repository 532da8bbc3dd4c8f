// The tour: a few steps, each beside the place that it speaks of. It opens only when it is asked for, and is fetched then.
import { html } from 'lit';
import { type Guide, type TourPlace, loadGuide } from '../messages/guide/guide.ts';
import { Part } from './part.ts';

/** What each step points at. */
const PLACES: Record<TourPlace, string> = {
  outer: '.outer-loop',
  inner: '.inner-loop',
  curve: 'mrl-history',
  play: '.controls',
};
/** On the place that is pointed at. */
const MARK = 'toured';

export class TourPart extends Part {
  private guide: Guide | null = null;
  private step = 0;
  private marked: Element | null = null;
  private opener: HTMLElement | null = null;

  /** `opener`: has the focus again afterwards. */
  async begin(opener: HTMLElement | null): Promise<void> {
    this.opener = opener;
    this.guide = await loadGuide(this.words.language);
    if (!this.guide) return this.end();
    this.go(0);
    await this.updateComplete;
    this.querySelector<HTMLElement>('button.forth')?.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.marked?.classList.remove(MARK);
  }

  override render() {
    const { guide, step, words: { format } } = this;
    if (!guide) return html``;
    const { tour } = guide;
    const { title, text } = tour.steps[step]!;
    const last = step + 1 === tour.steps.length;
    const id = this.unique('tour');
    return html`
      <div class="tour" role="dialog" aria-labelledby=${id} aria-describedby="${id}-text" @keydown=${this.key}>
        <p class="hint">${tour.title} · ${tour.place(format.integer(step + 1), format.integer(tour.steps.length))}</p>
        <h3 id=${id}>${title}</h3>
        <p id="${id}-text" aria-live="polite">${text}</p>
        <div class="actions">
          <button type="button" part="button" class="forth" @click=${() => (last ? this.end() : this.go(step + 1))}>${last ? tour.done : tour.next}</button>
          <button type="button" part="button" ?disabled=${step === 0} @click=${() => this.go(step - 1)}>${tour.back}</button>
          ${last ? '' : html`<button type="button" part="button" class="quiet" @click=${() => this.end()}>${tour.skip}</button>`}
        </div>
      </div>
    `;
  }

  private readonly key = (event: KeyboardEvent): void => {
    // Keys of the page mean nothing for the run as long as the tour has the focus.
    if (event.key !== 'Tab') event.stopPropagation();
    if (event.key === 'Escape') this.end();
    if (event.key === 'ArrowRight' && this.guide && this.step + 1 < this.guide.tour.steps.length) this.go(this.step + 1);
    if (event.key === 'ArrowLeft' && this.step > 0) this.go(this.step - 1);
  };

  private go(step: number): void {
    this.step = step;
    this.marked?.classList.remove(MARK);
    this.marked = (this.getRootNode() as ShadowRoot).querySelector(PLACES[this.guide!.tour.steps[step]!.at]);
    this.marked?.classList.add(MARK);
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.marked?.scrollIntoView({ block: 'center', behavior: still ? 'auto' : 'smooth' });
    this.requestUpdate();
  }

  private end(): void {
    this.remove();
    this.opener?.focus();
  }
}

/** Opens the tour of an element in its root, or leaves the one that is open. */
export function openTour(root: ParentNode & Node, words: Part['words'], opener: HTMLElement | null): void {
  if (!customElements.get('mrl-tour')) customElements.define('mrl-tour', TourPart);
  if (root.querySelector('mrl-tour')) return;
  const tour = document.createElement('mrl-tour') as TourPart;
  tour.words = words;
  root.append(tour);
  void tour.begin(opener);
}
