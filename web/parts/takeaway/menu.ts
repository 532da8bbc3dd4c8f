// The menu of a view: its pictures as images, their numbers as tables, and the address of what is seen. Fetched when it is opened first.
import { html, nothing } from 'lit';
import { type TakeAway, loadTakeAway } from '../../messages/takeaway/takeaway.ts';
import type { Addresses } from '../addresses.ts';
import { saveFile } from '../files.ts';
import { Part, type Run } from '../part.ts';
import { csvOf } from './csv.ts';
import { type Figure, figuresOf } from './figures.ts';
import { measuringPen, pngOf, svgOf } from './images.ts';
import { sheetOf } from './sheet.ts';

/** Pixels of a saved PNG for one of the screen: enough for print. */
const PRINT = 2;

export class TakeAwayMenu extends Part {
  private texts: TakeAway | null = null;
  private figures: Figure[] = [];
  private answer = '';
  private button: HTMLElement | null = null;
  private address: Addresses | null = null;

  async begin(button: HTMLElement, run: Run, address: Addresses | null): Promise<void> {
    Object.assign(this, { button, address, run });
    button.setAttribute('aria-expanded', 'true');
    this.texts = await loadTakeAway(this.words.language);
    if (!this.texts) return this.end();
    this.figures = await figuresOf(this.view, run, this.words);
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector<HTMLElement>('button')?.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.button?.setAttribute('aria-expanded', 'false');
  }

  override render() {
    const { texts, figures } = this;
    if (!texts) return nothing;
    const say = texts.panel;
    const button = (title: string, label: string, act: () => unknown) => html`<button type="button" part="button" aria-label=${label} @click=${act}>${title}</button>`;
    return html`
      <div class="take-menu" role="dialog" aria-label=${say.title} @keydown=${this.key} @focusout=${this.left}>
        ${figures.length ? nothing : html`<p class="hint">${say.nothing}</p>`}
        ${figures.map(
          (figure) => html`
            <div class="actions" role="group" aria-label=${figure.title}>
              <span>${figure.title}</span>
              ${button('SVG', say.image(figure.title, 'SVG'), () => this.svg(figure))}
              ${button('PNG', say.image(figure.title, 'PNG'), () => this.png(figure))}
              ${figure.table() ? button('CSV', say.table(figure.title, 'CSV'), () => this.csv(figure)) : nothing}
            </div>
          `,
        )}
        <div class="actions">
          ${this.address ? button(say.link, say.link, () => this.copy()) : nothing}
          ${button(say.close, say.close, () => this.end())}
          <output role="status">${this.answer}</output>
        </div>
      </div>
    `;
  }

  private get view(): HTMLElement {
    return this.closest<HTMLElement>('[data-view]')!;
  }

  private readonly key = (event: KeyboardEvent): void => {
    // Keys of the page mean nothing for the run as long as the menu has the focus.
    if (event.key !== 'Tab') event.stopPropagation();
    if (event.key === 'Escape') this.end();
  };

  private readonly left = ({ relatedTarget }: FocusEvent): void => {
    // A dialog of the browser's own, for a file, takes the focus without giving it to anything here.
    if (relatedTarget instanceof Node && !this.contains(relatedTarget) && relatedTarget !== this.button) this.remove();
  };

  private end(): void {
    this.remove();
    this.button?.focus();
  }

  private say(answer: string): void {
    this.answer = answer;
    this.requestUpdate();
  }

  private save(figure: Figure, ending: string, content: BlobPart, type: string): void {
    const { resolved, completed } = this.run!;
    const name = `${[resolved?.values.learner, resolved?.values.tasks, completed, figure.name].join('-')}.${ending}`;
    saveFile(name, content, type);
    this.say(this.texts!.panel.saved(name));
  }

  private svg(figure: Figure): void {
    const sheet = sheetOf([figure], measuringPen());
    const receipt = this.run!.progress?.receipt;
    const source = receipt ? `${receipt.run} @${receipt.iteration} build=${receipt.build} hash=${receipt.hash}` : (this.run!.resolved?.line ?? '');
    if (sheet) this.save(figure, 'svg', svgOf(sheet, source), 'image/svg+xml');
  }

  private async png(figure: Figure): Promise<void> {
    const sheet = sheetOf([figure], measuringPen());
    const image = sheet && (await pngOf(sheet, PRINT));
    if (image) this.save(figure, 'png', image, 'image/png');
  }

  private csv(figure: Figure): void {
    const table = figure.table();
    // A spreadsheet takes the file for UTF-8 only where it begins like this.
    if (table) this.save(figure, 'csv', `\ufeff${csvOf(table)}`, 'text/csv;charset=utf-8');
  }

  private async copy(): Promise<void> {
    const { panel } = this.texts!;
    try {
      await navigator.clipboard.writeText(this.address!.state(this.view.dataset.view));
      this.say(panel.copied);
    } catch {
      this.say(panel.copyFailed);
    }
  }
}

/** Opens the menu of a button's view, or closes the one that is open. */
export function openMenu(button: HTMLElement, run: Run, words: Part['words'], address: Addresses | null): void {
  if (!customElements.get('mrl-take-away')) customElements.define('mrl-take-away', TakeAwayMenu);
  const root = button.getRootNode() as ShadowRoot;
  const open = root.querySelector<TakeAwayMenu>('mrl-take-away');
  open?.remove();
  if (open?.parentElement === button.parentElement) return;
  const menu = document.createElement('mrl-take-away') as TakeAwayMenu;
  menu.words = words;
  button.after(menu);
  void menu.begin(button, run, address);
}
