import { LitElement, html, nothing } from 'lit';
import { type Words, wordsFor } from '../messages/index.ts';
import { Session } from '../state/session.ts';
import { litStage } from '../state/phase.ts';
import { sheets } from './sheets.ts';
import { handleKey } from './keys.ts';
import { THEMES, type ThemeChoice, saveTheme, savedTheme, themeChanged } from './theme.ts';
import { Narrator } from './narrator.ts';
import './controls.ts';
import './tasks-stage.ts';
import './adaptation-stage.ts';
import './update-stage.ts';
import './knob-panel.ts';
import './receipt-panel.ts';

/** The words and fields of the page are drawn at most so often; pictures have their own frames. */
const REDRAW = 110;
/** Iterations that follow each other faster than this light all stages at once rather than flicker. */
const FLICKER = 350;

export class Playground extends LitElement {
  static override styles = sheets;
  static override properties = { theme: { state: true }, words: { state: true }, tick: { state: true } };
  declare theme: ThemeChoice;
  declare words: Words;
  declare tick: number;
  private readonly session = new Session(new URLSearchParams(location.search).has('test'));
  private readonly narrator = new Narrator();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lastDrawn = 0;

  constructor() {
    super();
    this.theme = savedTheme();
    this.words = wordsFor('en');
    this.tick = 0;
    this.applyTheme();
    this.session.addEventListener('change', () => this.redrawSoon());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.onKey);
    window.addEventListener('hashchange', this.onHash);
    window.addEventListener('playground-crash', this.onCrash);
    void this.session.open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.onKey);
    window.removeEventListener('hashchange', this.onHash);
    window.removeEventListener('playground-crash', this.onCrash);
  }

  override render() {
    const { session, words, tick } = this;
    const { progress } = session;
    const fast = progress?.running === true && session.speed === 'full' && !(progress.iterationTime > FLICKER);
    const lit = progress ? (fast ? 'all' : litStage(progress.status)) : 'none';
    return html`
      <header class="masthead">
        <button type="button" class="skip" @click=${this.skip}>${this.words.text.skip}</button>
        <div>
          <h1>${this.words.text.title}</h1>
          <p>${this.words.text.tagline}</p>
        </div>
        <label class="theme">
          <span>${this.words.text.theme}</span>
          <select @change=${this.onTheme}>
            ${THEMES.map((name) => html`<option value=${name} ?selected=${name === this.theme}>${this.words.text.themes[name]}</option>`)}
          </select>
        </label>
      </header>
      <mrl-controls .session=${session} .words=${words} .tick=${tick}></mrl-controls>
      ${this.messages()}
      <main id="stages" tabindex="-1">
        <div class="stages" data-lit=${lit}>
          <mrl-tasks-stage .session=${session} .words=${words} .tick=${tick}></mrl-tasks-stage>
          <mrl-adaptation-stage .session=${session} .words=${words} .tick=${tick}></mrl-adaptation-stage>
          <mrl-update-stage .session=${session} .words=${words} .tick=${tick}></mrl-update-stage>
        </div>
        <mrl-knob-panel .session=${session} .words=${words} .tick=${tick}></mrl-knob-panel>
        <mrl-receipt-panel .session=${session} .words=${words} .tick=${tick}></mrl-receipt-panel>
      </main>
      <p class="spoken" role="status" aria-live="polite">${this.narrator.sentence(session, words)}</p>
    `;
  }

  private messages() {
    const { complaint, notice, problem } = this.session;
    const sentence = problem ? this.words.text.problems[problem.problem](problem.detail) : complaint?.message;
    return html`
      <div class="messages" role="alert">
        ${sentence
          ? html`<p class="message error"><span>${sentence}</span>${problem ? nothing : this.dismissButton()}</p>`
          : nothing}
        ${notice ? html`<p class="message notice"><span>${notice}</span>${this.dismissButton()}</p>` : nothing}
      </div>
    `;
  }

  private dismissButton() {
    return html`<button type="button" class="quiet" @click=${() => this.session.dismiss()}>${this.words.text.dismiss}</button>`;
  }

  private redrawSoon(): void {
    if (this.timer) return;
    const wait = Math.max(0, this.lastDrawn + REDRAW - performance.now());
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.lastDrawn = performance.now();
      this.tick += 1;
    }, wait);
  }

  private readonly onKey = (event: KeyboardEvent) => handleKey(event, this.session);
  private readonly onHash = () => void this.session.openAddress();
  private readonly onCrash = () => this.session.crash();

  /** Not a link: the address's hash belongs to the run line. */
  private skip(): void {
    this.renderRoot.querySelector<HTMLElement>('#stages')?.focus();
  }

  private onTheme(event: Event): void {
    this.theme = (event.target as HTMLSelectElement).value as ThemeChoice;
    saveTheme(this.theme);
    this.applyTheme();
  }

  private applyTheme(): void {
    document.documentElement.dataset.theme = this.theme;
    themeChanged();
  }
}
customElements.define('meta-rl-playground', Playground);
