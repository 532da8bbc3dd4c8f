import { type PropertyValues, type TemplateResult, html, nothing, svg } from 'lit';
import { type ComparisonWords, loadComparisonWords } from '../messages/comparison/comparison.ts';
import { paragraph } from '../messages/index.ts';
import type { Complaint } from '../run/complaint.ts';
import { type Comparison, MOST_RUNS, SEEDS, comparisonOf } from '../run/comparison/comparison.ts';
import type { Difference } from '../run/comparison/differing.ts';
import { emptyView } from '../views/frame.ts';
import { DASHES, type Axis, type Look, canBeLog, colourOf, comparisonDrawing, isBetterLog } from './comparison/drawing.ts';
import { differenceForm } from './comparison/form.ts';
import { comparisonNotes, comparisonSentences, contenderName, differenceSentence, standingSentence } from './comparison/sentences.ts';
import { type Standings, standingsOf } from './comparison/standings.ts';
import { comparisonTable, standingsTable } from './comparison/tables.ts';
import { FREE, type KnobRules } from './knob-rules.ts';
import { onChange } from './pace.ts';
import { Part, type Run } from './part.ts';
import { type Sight, sightOf } from './scene.ts';
import { complaintSentence } from './sentences/complaint.ts';
import { caption } from './stage.ts';
import type { Table } from './takeaway/csv.ts';
import { marked } from './terms.ts';
import { themeOf } from './theme.ts';

const AXES: readonly Axis[] = ['iterations', 'seconds'];

/** Several runs side by side: what differs, how each does on held-out tasks along its way, and how far it is from the first. */
export class ComparisonPart extends Part {
  static override properties = { ...Part.properties, rules: { attribute: false } };
  /** How far a visitor may change the first run's knobs; the others differ within the same limits. */
  declare rules: KnobRules;
  private say: ComparisonWords | null = null;
  private comparison: Comparison | null = null;
  private stopComparison = () => {};
  private axis: Axis = 'iterations';
  /** Null until somebody chooses. */
  private log: boolean | null = null;
  private labels = false;
  private chosen: Difference | null = null;
  private complaint: Complaint | null = null;

  constructor() {
    super();
    this.rules = FREE;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.accompany();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopComparison();
    this.comparison = null;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed as Map<string, unknown>);
    if (changed.has('run')) this.accompany();
    if (changed.has('words')) void this.learn();
  }

  override render() {
    const { say, comparison } = this;
    const sight = sightOf(this.run, this.words);
    const standings = comparison && sight && standingsOf(comparison, sight.family);
    if (!say || !sight || !standings) return nothing;
    const id = this.unique('comparison');
    const names = comparison.contenders.map((contender) => contenderName(contender, comparison, this.words, say));
    return html`
      <section role="group" class="panel comparison" part="view" aria-labelledby=${id}>
        <header>
          <h2 id=${id}>${say.title}</h2>
          <p>${marked(this.words, say.lead)}</p>
        </header>
        ${this.contenders(sight, comparison, standings, names, say)}
        ${this.form(sight, comparison, say)}
        ${this.figure(comparison, standings, names, say)}
        ${comparison.contenders.length > 1 || comparison.seeds > 1 ? standingsTable(standings, names, sight.resolved, this.words, say) : nothing}
      </section>
    `;
  }

  /** The numbers behind the picture. */
  table(): Table | null {
    const sight = sightOf(this.run, this.words);
    const standings = this.comparison && sight && standingsOf(this.comparison, sight.family);
    return standings ? comparisonTable(standings) : null;
  }

  private contenders(sight: Sight, comparison: Comparison, standings: Standings, names: readonly string[], say: ComparisonWords): TemplateResult {
    const theme = themeOf(this);
    return html`
      <ul class="contenders">
        ${standings.all.map((standing, i) => {
          const { contender } = standing;
          const { place, difference } = contender;
          const dash = DASHES[place]!;
          return html`
            <li>
              <svg width="34" height="12" viewBox="0 0 34 12" aria-hidden="true">
                ${svg`<line x1="1" x2="33" y1="6" y2="6" stroke=${colourOf(theme, place)} stroke-width="3" stroke-dasharray=${dash.join(' ') || nothing} />`}
              </svg>
              <b>${names[i]}</b>
              <span>${paragraph(this.words, [differenceSentence(contender, sight.resolved, this.words, say), standingSentence(standing, comparison, this.words, say)])}</span>
              ${difference
                ? html`<button type="button" part="button" class="quiet" aria-label=${say.remove(names[i]!)} title=${say.remove(names[i]!)} @click=${() => comparison.remove(contender)}>×</button>`
                : nothing}
            </li>
          `;
        })}
      </ul>
    `;
  }

  private form({ run }: Sight, comparison: Comparison, say: ComparisonWords): TemplateResult {
    const { words, complaint, rules } = this;
    const id = this.unique('add');
    return html`
      ${comparison.full
        ? html`<p class="hint">${say.add.full(words.format.amount(MOST_RUNS))}</p>`
        : differenceForm({ run, words, say, rules, id, chosen: this.chosen, choose: (chosen) => this.choose(chosen), add: (difference) => void this.add(comparison, difference) })}
      ${complaint ? html`<p class="error" role="alert">${complaintSentence(complaint, words)}</p>` : nothing}
    `;
  }

  private figure(comparison: Comparison, standings: Standings, names: readonly string[], say: ComparisonWords): TemplateResult {
    const { words } = this;
    const theme = themeOf(this);
    const log = canBeLog(standings) && (this.log ?? isBetterLog(standings));
    const look: Look = { axis: this.axis, log, labels: this.labels };
    const points = standings.all.map(({ scores, diverged }) => `${scores.length} ${scores.at(-1)?.iteration} ${diverged}`).join();
    const drawing = this.memo('drawing', [names.join(), points, comparison.seeds, theme, say, ...Object.values(look)], () => comparisonDrawing(standings, names, look, say, theme));
    const empty = this.memo('empty', [say], () => emptyView(say.empty));
    const alone = comparison.contenders.length === 1 && comparison.seeds === 1;
    const said = alone ? [say.empty] : comparisonSentences(standings, names, words, say);
    return html`
      <figure>
        <h3>${marked(words, say.figure(standings.compared, standings.summary))}</h3>
        <mrl-picture part="picture" class="tall" .drawing=${drawing ?? empty} .label=${paragraph(words, said)} .words=${words}></mrl-picture>
        ${this.looks(comparison, standings, log, say)}
        <p class="hint">${marked(words, paragraph(words, comparisonNotes(standings, comparison.seeds, words, say)))}</p>
        ${caption(words, said)}
      </figure>
    `;
  }

  /** How the picture is looked at, and how many seeds there are. */
  private looks(comparison: Comparison, standings: Standings, log: boolean, say: ComparisonWords): TemplateResult {
    const set = (change: () => void) => () => {
      change();
      this.requestUpdate();
    };
    const { format } = this.words;
    return html`
      <div class="looks">
        <label class="choice">
          <span>${say.seeds.title}</span>
          <select @change=${(event: Event) => void comparison.setSeeds(Number((event.target as HTMLSelectElement).value))}>
            ${SEEDS.filter((count) => count * comparison.contenders.length <= MOST_RUNS || count === comparison.seeds).map(
              (count) => html`<option value=${count} .selected=${count === comparison.seeds}>${say.seeds.choice(format.amount(count))}</option>`,
            )}
          </select>
        </label>
        <label class="choice">
          <span>${say.axis.title}</span>
          <select @change=${(event: Event) => set(() => (this.axis = (event.target as HTMLSelectElement).value as Axis))()}>
            ${AXES.map((axis) => html`<option value=${axis} .selected=${axis === this.axis}>${say.axis.choices[axis]}</option>`)}
          </select>
        </label>
        ${canBeLog(standings) ? html`<label class="check"><input type="checkbox" .checked=${log} @change=${set(() => (this.log = !log))} /><span>${say.scale}</span></label>` : nothing}
        ${comparison.contenders.length > 3 ? html`<label class="check"><input type="checkbox" .checked=${this.labels} @change=${set(() => (this.labels = !this.labels))} /><span>${say.labels}</span></label>` : nothing}
      </div>
    `;
  }

  private choose(chosen: Difference): void {
    this.chosen = chosen;
    this.complaint = null;
    this.requestUpdate();
  }

  private async add(comparison: Comparison, difference: Difference): Promise<void> {
    this.complaint = null;
    this.requestUpdate();
    this.complaint = await comparison.add(difference);
    if (!this.complaint) this.chosen = null;
    this.requestUpdate();
  }

  private accompany(): void {
    const run: Run | null = this.isConnected ? this.run : null;
    if (run && run === this.comparison?.first) return;
    this.stopComparison();
    this.comparison = run && comparisonOf(run);
    this.stopComparison = this.comparison ? onChange(this.comparison, () => this.requestUpdate()) : () => {};
  }

  private async learn(): Promise<void> {
    const { words } = this;
    const say = await loadComparisonWords(words.language);
    if (words !== this.words) return;
    this.say = say;
    this.requestUpdate();
  }
}
