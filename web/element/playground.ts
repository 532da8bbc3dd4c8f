import { LitElement, html, nothing } from 'lit';
import { type Words, wordsFor } from '../messages/index.ts';
import { litStage } from '../run/phase.ts';
import { Run } from '../run/run.ts';
import { complaintWords, noticeWords } from './complaint-words.ts';
import { sheets } from './sheets.ts';
import { THEMES, type ThemeChoice } from './theme.ts';
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
  readonly run = new Run();
  private readonly narrator = new Narrator();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lastDrawn = 0;

  constructor() {
    super();
    this.theme = 'auto';
    this.words = wordsFor('en');
    this.tick = 0;
    this.run.addEventListener('change', () => this.redrawSoon());
  }

  override render() {
    const { run: session, words, tick } = this;
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
    const { complaint, notice, problem } = this.run;
    const sentence = problem ? this.words.text.problems[problem.problem](problem.detail) : complaint && complaintWords(this.words, complaint);
    return html`
      <div class="messages" role="alert">
        ${sentence
          ? html`<p class="message error"><span>${sentence}</span>${problem ? nothing : this.dismissButton()}</p>`
          : nothing}
        ${notice ? html`<p class="message notice"><span>${noticeWords(this.words, notice)}</span>${this.dismissButton()}</p>` : nothing}
      </div>
    `;
  }

  private dismissButton() {
    return html`<button type="button" class="quiet" @click=${() => this.run.dismiss()}>${this.words.text.dismiss}</button>`;
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

  /** Not a link: the address's hash belongs to the run line. */
  private skip(): void {
    this.renderRoot.querySelector<HTMLElement>('#stages')?.focus();
  }

  private onTheme(event: Event): void {
    this.theme = (event.target as HTMLSelectElement).value as ThemeChoice;
    this.dispatchEvent(new Event('theme-chosen'));
  }
}
customElements.define('meta-rl-playground', Playground);
