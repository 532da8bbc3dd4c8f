import { LitElement, type TemplateResult, html, nothing } from 'lit';
import { type AttributeName, CONTROLS, LOADS, THEMES, VIEWS } from '../element/api/index.ts';
import { type Bounds, formatBounds, parseBounds } from '../element/bounds.ts';
import { formatGoal, parseGoal } from '../element/goal.ts';
import { measuringOf } from '../element/goal-watch.ts';
import { type Pool, poolFor } from '../engine/pool.ts';
import { type Description, type Resolved, SPEEDS, isRefusal } from '../engine/protocol.ts';
import { familyTitle, learnerTitle, presetTitle } from '../messages/core-words.ts';
import { LANGUAGES, type Words, wordsFor } from '../messages/index.ts';
import { complaintSentence } from '../parts/sentences/complaint.ts';
import { complaintOf } from '../run/complaint.ts';
import { DEFAULT_LINE } from '../run/run-line.ts';
import { type Choice, withAttribute } from './choice.ts';
import { saveSingleFile } from './file.ts';
import { firstGoal, goalForm } from './goal-form.ts';
import { knobTable } from './knob-table.ts';
import { changeLine, familyOf } from './line.ts';
import { namesIn, toggled } from './lists.ts';
import { orderList } from './order-list.ts';
import { Preview } from './preview.ts';
import { HOSTS, type Host, snippetFor } from './snippets.ts';

/** Builds an element by clicking, shows it, and says how to write it into each host's pages. */
export class Compose extends LitElement {
  static override properties = { words: { attribute: false }, choice: { state: true }, resolved: { state: true }, wrong: { state: true }, host: { state: true }, said: { state: true } };
  declare words: Words;
  declare choice: Choice;
  declare resolved: Resolved | null;
  declare wrong: { key: string; message: string } | null;
  declare host: Host;
  declare said: string;
  private description: Description | null = null;
  private readonly pool: Pool = poolFor();
  private readonly preview = new Preview();

  constructor() {
    super();
    this.words = wordsFor('en');
    this.choice = { attributes: { run: DEFAULT_LINE, views: 'tasks adaptation history', controls: 'play step reset speed status' }, title: '', caption: '' };
    this.resolved = this.wrong = null;
    this.host = 'page';
    this.said = '';
  }

  /** The page's own style sheet is the one that holds here. */
  protected override createRenderRoot() {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.begin();
  }

  private async begin(): Promise<void> {
    this.description = await this.pool.describe();
    await this.line(this.choice.attributes.run ?? DEFAULT_LINE);
  }

  private async line(line: string): Promise<void> {
    const answer = await this.pool.resolve(line);
    if (!answer) return;
    if (isRefusal(answer)) {
      this.wrong = { key: 'run', message: complaintSentence(complaintOf(answer), this.words) };
      return;
    }
    this.follow(answer);
  }

  private async turn(key: string, value: string): Promise<void> {
    if (!this.resolved || !this.description) return;
    const answer = await changeLine(this.pool, this.description, this.resolved, key, value);
    if (!answer) return;
    if (isRefusal(answer)) {
      this.wrong = { key, message: complaintSentence(complaintOf(answer), this.words) };
      return this.requestUpdate();
    }
    this.follow(answer);
  }

  private follow(resolved: Resolved): void {
    this.resolved = resolved;
    this.wrong = null;
    this.attribute('run', resolved.short);
  }

  private attribute(name: AttributeName, text: string | null): void {
    this.choice = withAttribute(this.choice, name, text);
  }

  override render() {
    const { words } = this;
    const { compose } = words.text;
    return html`
      <form class="choices" @submit=${(event: Event) => event.preventDefault()}>
        ${this.run()} ${this.list('views', VIEWS)} ${this.list('controls', CONTROLS)} ${this.knobs()} ${this.goal()} ${this.manner()} ${this.texts()}
      </form>
      <div class="result">
        <section aria-labelledby="preview-title">
          <h2 id="preview-title">${compose.preview.title}</h2>
          <p class="hint">${compose.preview.lead}</p>
          <div class="preview">${this.preview.show(this.choice, words.language)}</div>
          <button type="button" @click=${this.again}>${compose.preview.again}</button>
        </section>
        ${this.snippet()}
      </div>
    `;
  }

  private readonly again = (): void => {
    this.preview.again();
    this.requestUpdate();
  };

  private section(name: keyof Words['text']['compose']['sections'], body: TemplateResult): TemplateResult {
    const { title, lead } = this.words.text.compose.sections[name];
    return html`<fieldset><legend>${title}</legend><p class="hint">${lead}</p>${body}</fieldset>`;
  }

  private run(): TemplateResult {
    const { words, description, resolved, wrong } = this;
    const { controls, compose } = words.text;
    const family = description && resolved && familyOf(description, resolved);
    const select = (key: string, label: string, options: Array<{ name: string; title: string }>) => html`
      <label>
        <span>${label}</span>
        <select ?disabled=${!resolved} @change=${(event: Event) => this.turn(key, (event.target as HTMLSelectElement).value)}>
          ${options.map(({ name, title }) => html`<option value=${name} .selected=${name === resolved?.values[key]}>${title}</option>`)}
        </select>
      </label>
    `;
    const families = (description?.families ?? []).map((one) => ({ name: one.name, title: familyTitle(words, one) }));
    const learners = (description?.learners ?? []).filter((learner) => family && learner.families.includes(family.name)).map((one) => ({ name: one.name, title: learnerTitle(words, one) }));
    const presets = (family?.presets ?? []).map((preset) => ({ name: preset.name, title: presetTitle(words, family!, preset) }));
    return this.section('run', html`
      <div class="fields">${select('tasks', controls.tasks, families)} ${select('learner', controls.learner, learners)} ${select('preset', controls.preset, presets)}</div>
      <label>
        <span>${compose.line}</span>
        <input
          type="text"
          class="line"
          spellcheck="false"
          autocomplete="off"
          aria-invalid=${wrong?.key === 'run' ? 'true' : 'false'}
          .value=${this.choice.attributes.run ?? ''}
          @change=${(event: Event) => this.line((event.target as HTMLInputElement).value.trim())}
        />
      </label>
      ${wrong ? html`<p class="error" role="alert">${wrong.message}</p>` : nothing}
    `);
  }

  private list(attribute: 'views' | 'controls', all: readonly string[]): TemplateResult {
    const { words } = this;
    // A goal has its view wherever there is one.
    const offered = all.filter((name) => name !== 'goal');
    const chosen = namesIn(this.choice.attributes[attribute]);
    return this.section(attribute, orderList({ chosen, all: offered, titles: words.text.compose[attribute], words, set: (names) => this.attribute(attribute, names.join(' ')) }));
  }

  private knobs(): TemplateResult {
    const { description, resolved, words, wrong } = this;
    const { attributes } = this.choice;
    const { compose } = words.text;
    if (!description || !resolved) return this.section('knobs', html`<p class="hint">${words.text.standing.loading}</p>`);
    const shown = namesIn(attributes.knobs);
    const all = attributes.lock === 'all';
    const locked = all ? Object.keys(resolved.values) : namesIn(attributes.lock);
    const bounds: Bounds = parseBounds(attributes.bounds ?? '').value ?? new Map();
    const names = (attribute: 'knobs' | 'lock', list: string[]) => this.attribute(attribute, list.length ? list.join(' ') : null);
    return this.section('knobs', html`
      <label class="line-of"><input type="checkbox" .checked=${all} @change=${(event: Event) => this.attribute('lock', (event.target as HTMLInputElement).checked ? 'all' : null)} />${compose.knobs.lockAll}</label>
      ${knobTable({
        description, resolved, words,
        wrong: wrong && wrong.key !== 'run' ? wrong : null,
        chosen: { shown, locked, bounds },
        value: (key, value) => void this.turn(key, value),
        show: (key, on) => names('knobs', toggled(shown, key, on)),
        lock: (key, on) => names('lock', toggled(locked, key, on)),
        bound: (key, bound) => {
          const next = new Map(bounds);
          if (bound) next.set(key, bound);
          else next.delete(key);
          this.attribute('bounds', next.size ? formatBounds(next) : null);
        },
      })}
    `);
  }

  private goal(): TemplateResult {
    const { description, resolved, words } = this;
    const family = description && resolved && familyOf(description, resolved);
    const measuring = family && resolved ? measuringOf(family, resolved) : null;
    const goal = parseGoal(this.choice.attributes.goal ?? '').value ?? null;
    const toggle = (event: Event) => this.attribute('goal', (event.target as HTMLInputElement).checked && measuring ? formatGoal(firstGoal(measuring)) : null);
    return this.section('goal', html`
      <label class="line-of"><input type="checkbox" ?disabled=${!measuring} .checked=${goal !== null} @change=${toggle} />${words.text.compose.goal.set}</label>
      ${goal ? goalForm({ goal, measuring, words, set: (next) => this.attribute('goal', formatGoal(next)) }) : nothing}
    `);
  }

  /** Language, theme, loading and pace. */
  private manner(): TemplateResult {
    const { compose, controls, site } = this.words.text;
    const { attributes } = this.choice;
    const select = (name: AttributeName, label: string, options: Array<[value: string, title: string]>) => html`
      <label>
        <span>${label}</span>
        <select @change=${(event: Event) => this.attribute(name, (event.target as HTMLSelectElement).value || null)}>
          ${options.map(([value, title]) => html`<option value=${value} .selected=${value === (attributes[name] ?? '')}>${title}</option>`)}
        </select>
      </label>
    `;
    const flag = (name: 'autoplay' | 'background' | 'savable') => html`
      <label class="line-of"><input type="checkbox" .checked=${attributes[name] !== undefined} @change=${(event: Event) => this.attribute(name, (event.target as HTMLInputElement).checked ? '' : null)} />${compose.manner[name]}</label>
    `;
    const languages = LANGUAGES.map((code): [string, string] => [code, new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code]);
    return this.section('manner', html`
      <div class="fields">
        ${select('lang', compose.manner.lang, [['', compose.manner.asPage], ...languages])}
        ${select('theme', site.theme, THEMES.map((name): [string, string] => [name === 'auto' ? '' : name, name === 'auto' ? compose.manner.asPage : site.themes[name]]))}
        ${select('load', compose.manner.load, LOADS.map((name): [string, string] => [name === 'visible' ? '' : name, compose.manner.loads[name]]))}
        ${select('speed', controls.speed, [['', compose.manner.ownSpeed], ...SPEEDS.map((name): [string, string] => [name, controls.speeds[name]])])}
        <label>
          <span>${compose.manner.task}</span>
          <input type="number" min="1" step="1" .value=${attributes.task ?? '1'} @change=${(event: Event) => this.attribute('task', (event.target as HTMLInputElement).value || null)} />
        </label>
        <label>
          <span>${compose.manner.store}</span>
          <input type="text" pattern="[\\w.\\-]{1,64}" autocomplete="off" .value=${attributes.store ?? ''} @change=${(event: Event) => this.attribute('store', (event.target as HTMLInputElement).value.trim() || null)} />
        </label>
      </div>
      ${flag('autoplay')} ${flag('background')} ${flag('savable')}
    `);
  }

  private texts(): TemplateResult {
    const { compose } = this.words.text;
    const field = (name: 'title' | 'caption') => html`
      <label>
        <span>${compose.texts[name]}</span>
        <input type="text" .value=${this.choice[name]} @input=${(event: Event) => (this.choice = { ...this.choice, [name]: (event.target as HTMLInputElement).value })} />
      </label>
    `;
    return this.section('texts', html`<div class="fields">${field('title')} ${field('caption')}</div>`);
  }

  private snippet(): TemplateResult {
    const { compose } = this.words.text;
    const site = new URL('./', document.baseURI).href;
    const choice = { ...this.choice, title: this.choice.title || this.words.text.element.name };
    const { text } = snippetFor(this.host, choice, site);
    return html`
      <section aria-labelledby="snippet-title">
        <h2 id="snippet-title">${compose.snippet.title}</h2>
        <label>
          <span>${compose.snippet.host}</span>
          <select @change=${(event: Event) => (this.host = (event.target as HTMLSelectElement).value as Host)}>
            ${HOSTS.map((host) => html`<option value=${host} .selected=${host === this.host}>${compose.hosts[host].title}</option>`)}
          </select>
        </label>
        <p class="hint">${compose.hosts[this.host].lead}</p>
        <pre tabindex="0" aria-labelledby="snippet-title"><code>${text}</code></pre>
        <div class="actions">
          <button type="button" @click=${() => this.copy(text)}>${compose.snippet.copy}</button>
          ${this.host === 'file' ? html`<button type="button" class="main" @click=${() => this.save(choice, site)}>${compose.snippet.save}</button>` : nothing}
          <output role="status">${this.said}</output>
        </div>
      </section>
    `;
  }

  private async copy(text: string): Promise<void> {
    const { receipt } = this.words.text;
    try {
      await navigator.clipboard.writeText(text);
      this.said = receipt.copied;
    } catch {
      this.said = receipt.copyFailed;
    }
  }

  private async save(choice: Choice, site: string): Promise<void> {
    const { snippet } = this.words.text.compose;
    const language = choice.attributes.lang ?? this.words.language;
    this.said = (await saveSingleFile(choice, { site, language, withoutScript: snippet.withoutScript })) ? snippet.saved : snippet.notSaved;
  }
}
