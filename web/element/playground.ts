import { LitElement, html, unsafeCSS } from 'lit';
import { type Words, wordsFor } from '../messages/index.ts';
import { defineParts } from '../parts/index.ts';
import { litOf } from '../parts/lit.ts';
import { onChange } from '../parts/pace.ts';
import { sheets } from '../parts/sheets.ts';
import { Run } from '../run/run.ts';
import site from '../styles/site.css?inline';
import { THEMES, type ThemeName } from './api/attributes.ts';

export class Playground extends LitElement {
  static override styles = [...sheets, unsafeCSS(site)];
  static override properties = { theme: { state: true }, words: { state: true } };
  declare theme: ThemeName;
  declare words: Words;
  readonly run = new Run();
  private stopListening = () => {};

  constructor() {
    super();
    this.theme = 'auto';
    this.words = wordsFor('en');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stopListening = onChange(this.run, () => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopListening();
  }

  override render() {
    const { run, words } = this;
    const { site } = words.text;
    return html`
      <header class="masthead">
        <button type="button" class="skip" @click=${this.skip}>${site.skip}</button>
        <div>
          <h1>${site.title}</h1>
          <p>${site.tagline}</p>
        </div>
        <label class="theme">
          <span>${site.theme}</span>
          <select @change=${this.onTheme}>
            ${THEMES.map((name) => html`<option value=${name} ?selected=${name === this.theme}>${site.themes[name]}</option>`)}
          </select>
        </label>
      </header>
      <mrl-controls .run=${run} .words=${words}></mrl-controls>
      <mrl-messages .run=${run} .words=${words}></mrl-messages>
      <main id="stages" tabindex="-1">
        <div class="stages" data-lit=${litOf(run)}>
          <mrl-tasks .run=${run} .words=${words}></mrl-tasks>
          <mrl-adaptation .run=${run} .words=${words}></mrl-adaptation>
          <mrl-update .run=${run} .words=${words}></mrl-update>
        </div>
        <mrl-knobs .run=${run} .words=${words}></mrl-knobs>
        <mrl-receipt .run=${run} .words=${words} .address=${address}></mrl-receipt>
      </main>
      <mrl-spoken .run=${run} .words=${words}></mrl-spoken>
    `;
  }

  /** Not a link: the address's hash belongs to the run line. */
  private skip(): void {
    this.renderRoot.querySelector<HTMLElement>('#stages')?.focus();
  }

  private onTheme(event: Event): void {
    this.theme = (event.target as HTMLSelectElement).value as ThemeName;
    this.dispatchEvent(new Event('theme-chosen'));
  }
}

function address(): string {
  return location.href;
}

defineParts();
customElements.define('meta-rl-playground', Playground);
