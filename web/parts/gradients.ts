import { type TemplateResult, html, nothing } from 'lit';
import type { Inspected, Trace } from '../engine/protocol.ts';
import type { Mark } from '../faces/face.ts';
import { type Gradients, type Instruments, loadInstruments } from '../messages/instruments/instruments.ts';
import { type Words, paragraph } from '../messages/index.ts';
import { bands } from '../views/bands.ts';
import { type Fan, fans } from '../views/fans.ts';
import { slopes } from '../views/slopes.ts';
import { type GradientCell, type GradientTable, gradientTable } from './gradient-table.ts';
import { legend } from './legend.ts';
import { Part } from './part.ts';
import { Seen } from './seen.ts';
import { type Sight, sightOf } from './scene.ts';
import { caption } from './stage.ts';
import { marked } from './terms.ts';
import { themeOf } from './theme.ts';

/** Tasks that have a fan of their own, at most. */
const FANS = 12;
/** Points of a curve that are marked each by itself, at most. */
const MARKS = 40;
const TIMES = ['data', 'exact', 'first-order', 'differences'] as const;

/** The gradient that the run learns by: exact, of first order and measured. */
export class GradientsPart extends Part {
  private texts: Instruments | null = null;
  /** The run and the completed iterations that were inspected without being asked for. */
  private inspected: { place: number; line: string; iteration: number } | null = null;
  private readonly seen = new Seen(this);

  override willUpdate(changed: Map<string, unknown>): void {
    super.willUpdate(changed);
    if (!changed.has('words')) return;
    const { language } = this.words;
    void loadInstruments(language).then((texts) => {
      if (language !== this.words.language) return;
      this.texts = texts;
      this.requestUpdate();
    });
  }

  override render() {
    const sight = sightOf(this.run, this.words);
    if (!sight || !this.texts) return nothing;
    const say = this.texts.gradients;
    const { gradient } = sight.run.instruments;
    this.inspectByItself(sight);
    const id = this.unique('gradients');
    const { found, refusal } = gradient;
    const memory = sight.learner.adapts === 'memory';
    const body = refusal ? html`<p class="hint">${this.words.text.core?.refusals[refusal.code]?.(refusal.args, this.words.format) ?? refusal.message}</p>` : found ? this.found(sight, say, found) : html`<p class="hint waiting">${say.empty}</p>`;
    return html`
      <section role="group" class="panel gradients" part="view" aria-labelledby=${id}>
        <header>
          <h2 id=${id}>${say.title}</h2>
          <p>${marked(this.words, memory ? say.lead.memory : say.lead.gradient)}</p>
        </header>
        ${body}
        ${refusal ? nothing : this.actions(sight, say)}
      </section>
    `;
  }

  /** As soon as it can be seen and the run stands: then the run needs no time of its own. */
  private inspectByItself({ run, resolved }: Sight): void {
    const { gradient } = run.instruments;
    if (!this.seen.now || !run.progress || run.progress.running || gradient.share !== null) return;
    const { place, completed: iteration } = run;
    const { line } = resolved;
    if (this.inspected?.place === place && this.inspected.line === line && this.inspected.iteration === iteration) return;
    this.inspected = { place, line, iteration };
    queueMicrotask(() => void gradient.ask({}));
  }

  private actions({ run }: Sight, say: Gradients): TemplateResult | typeof nothing {
    const { gradient } = run.instruments;
    const { format } = this.words;
    if (gradient.share !== null) {
      return html`
        <div class="actions">
          <progress max="1" .value=${gradient.share} aria-label=${say.title}></progress>
          <output>${say.computing(percent(gradient.share, this.words))}</output>
          <button type="button" part="button" @click=${() => gradient.cancel()}>${say.cancel}</button>
        </div>
      `;
    }
    if (gradient.found?.iteration === run.completed) return nothing;
    const title = gradient.found ? say.again(format.amount(run.completed)) : say.begin;
    return html`<div class="actions"><button type="button" part="button" @click=${() => gradient.ask({})}>${title}</button></div>`;
  }

  private found(sight: Sight, say: Gradients, found: Inspected): TemplateResult {
    return found.trace.reach ? this.reach(say, found.trace.reach.data, sight) : this.gradient(sight, say, found);
  }

  private gradient(sight: Sight, say: Gradients, found: Inspected): TemplateResult {
    const { words } = this;
    const { format } = words;
    const theme = themeOf(this);
    const { trace, iteration, times } = found;
    const table = this.memo('table', [trace, say], () => gradientTable(trace, say, words));
    const drawings = this.memo('drawings', [table, theme], () => ({
      parts: fans(table.parts.map((cell) => fanOf(cell, say, words))),
      tasks: fans(table.tasks.slice(0, FANS).map((cell) => fanOf(cell, say, words))),
      check: slopes({
        measured: table.directions.map(({ measured }) => measured), exact: table.directions.map(({ exact }) => exact), first: table.directions.map(({ first }) => first),
        xLabel: say.check.xLabel, yLabel: say.check.yLabel,
      }),
    }));
    const said = this.memo('said', [table], () => fanSentences(table, say, words));
    const error = percent(trace.agreement!.data[0]!, words);
    const checked = [say.check.said(format.amount(table.directions.length), error)];
    const took = TIMES.filter((stage) => times[stage] > 0).map((stage) => `${say.times[stage]} ${format.duration(times[stage])}`);
    const about = [say.about(format.amount(iteration), format.amount(iteration + 1), format.amount(table.tasks.length)), ...(sight.family.kind === 'reinforcement' ? [say.surrogate] : [])];
    const marks: Mark[] = [
      { look: 'dot', colour: theme.ink, label: say.exact },
      { look: 'ring', colour: theme.muted, label: say.first },
    ];
    return html`
      ${this.badge(say, trace, table)}
      <p class="hint">${marked(words, paragraph(words, about))}</p>
      <div class="inspection">
        <figure data-figure="gradients">
          <h3>${say.fans.title}</h3>
          <h4>${say.fans.byPart}</h4>
          <mrl-picture part="picture" .drawing=${drawings.parts} .label=${paragraph(words, said)} .words=${words}></mrl-picture>
          <h4>${say.fans.byTask}</h4>
          <mrl-picture part="picture" .drawing=${drawings.tasks} .label=${paragraph(words, said)} .words=${words}></mrl-picture>
          ${legend([{ look: 'line', colour: theme.ink, label: say.exact }, { look: 'dashes', colour: theme.muted, label: say.first }])}
          ${caption(words, said)}
        </figure>
        <figure data-figure="slopes">
          <h3>${say.check.title}</h3>
          <mrl-picture class="square" part="picture" .drawing=${drawings.check} .label=${paragraph(words, checked)} .words=${words}></mrl-picture>
          ${legend(marks)}
          ${caption(words, checked)}
        </figure>
      </div>
      <p class="hint">${say.took(took)}</p>
      ${this.numbers(say, table)}
    `;
  }

  private badge(say: Gradients, trace: Trace, table: GradientTable): TemplateResult {
    const { words } = this;
    const { format } = words;
    const [error = Number.NaN, allowed = 0] = trace.agreement!.data;
    const agree = error <= allowed;
    const sentence = Number.isNaN(error) ? say.badge.unknown : (agree ? say.badge.agree : say.badge.differ)(percent(error, words), percent(allowed, words));
    const left = table.tasks.length - Math.min(...table.directions.map(({ tasks }) => tasks));
    return html`
      <p class="badge ${agree ? 'good' : 'poor'}"><span aria-hidden="true">${agree ? '✓' : '≠'}</span> ${sentence}</p>
      ${left > 0 ? html`<p class="hint">${say.kinks(format.amount(left), format.amount(table.tasks.length))}</p>` : nothing}
    `;
  }

  private numbers(say: Gradients, table: GradientTable): TemplateResult {
    const { number } = this.words.format;
    const cells = (list: readonly GradientCell[], objective: boolean) =>
      list.map(
        ({ label, exact, first, cosine, loss }) => html`
          <tr><th scope="row">${label}</th><td>${number(exact)}</td><td>${number(first)}</td><td>${number(cosine)}</td><td>${angleOf(cosine, say, this.words)}</td>${objective ? html`<td>${loss === undefined ? '' : number(loss)}</td>` : nothing}</tr>
        `,
      );
    const head = (first: string, rest: readonly string[]) => html`<thead><tr>${[first, ...rest].map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>`;
    const { table: t } = say;
    const norms = [t.exactNorm, t.firstNorm, t.cosine, t.angle];
    return html`
      <details class="numbers">
        <summary>${t.title}</summary>
        <div class="scroller" role="group" tabindex="0" aria-label=${t.title}>
          <table>${head(t.of, norms)}<tbody>${cells(table.parts, false)}</tbody></table>
          <table>${head(say.fans.byTask, [...norms, t.objective])}<tbody>${cells(table.tasks, true)}</tbody></table>
          <table>
            ${head(t.along, [say.measured, say.exact, say.first, t.tasks])}
            <tbody>${table.directions.map(({ label, measured, exact, first, tasks }) => html`<tr><th scope="row">${label}</th>${[measured, exact, first, tasks].map((value) => html`<td>${number(value)}</td>`)}</tr>`)}</tbody>
          </table>
        </div>
      </details>
    `;
  }

  private reach(say: Gradients, norms: Float32Array, { resolved }: Sight): TemplateResult {
    const { words } = this;
    const { format } = words;
    const theme = themeOf(this);
    const x = Array.from(norms, (_, back) => back);
    const drawing = this.memo('reach', [norms, theme, resolved], () =>
      bands({ series: [{ label: '', colour: theme.post, x, middle: norms, lower: [], upper: [], marks: norms.length <= MARKS }], xLabel: say.reach.xLabel, yLabel: say.reach.yLabel, floor: 0 }),
    );
    const half = norms.findIndex((norm) => norm < norms[0]! / 2);
    const said = [say.reach.said(format.number(norms[0]!), half > 0 ? format.amount(half) : null, format.number(norms.at(-1)!), format.amount(norms.length))];
    return html`
      <figure data-figure="reach">
        <h3>${say.reach.title}</h3>
        <mrl-picture part="picture" .drawing=${drawing} .label=${paragraph(words, said)} .words=${words}></mrl-picture>
        ${caption(words, said)}
      </figure>
      <details class="numbers">
        <summary>${say.table.title}</summary>
        <div class="scroller" role="group" tabindex="0" aria-label=${say.table.title}>
          <table>
            <thead><tr><th scope="col">${say.table.steps}</th><th scope="col">${say.table.norm}</th></tr></thead>
            <tbody>${x.map((back) => html`<tr><th scope="row">${format.integer(back)}</th><td>${format.number(norms[back]!)}</td></tr>`)}</tbody>
          </table>
        </div>
      </details>
    `;
  }
}

function percent(share: number, { format }: Words): string {
  return Number.isFinite(share) ? `${format.number(100 * share)} %` : format.number(share);
}

const degreesOf = (cosine: number): number => (Math.acos(Math.max(-1, Math.min(1, cosine))) * 180) / Math.PI;

function angleOf(cosine: number, say: Gradients, { format }: Words): string {
  // Less than this is rounding of the cosine.
  const degrees = degreesOf(cosine);
  return say.angle(format.number(degrees < 0.05 ? 0 : degrees));
}

function fanOf({ label, exact, first, cosine }: GradientCell, say: Gradients, words: Words): Fan {
  return { label, note: angleOf(cosine, say, words), first: exact, second: first, cosine };
}

function fanSentences({ parts }: GradientTable, say: Gradients, words: Words): string[] {
  const whole = parts[0]!;
  if (!Number.isFinite(whole.cosine)) return [say.fans.none];
  const ratio = words.format.number(whole.first / whole.exact);
  const widest = parts.slice(1).filter(({ cosine }) => Number.isFinite(cosine)).sort((a, b) => a.cosine - b.cosine)[0];
  return [say.fans.said(angleOf(whole.cosine, say, words), ratio), ...(widest && parts.length > 2 ? [say.fans.widest(widest.label, angleOf(widest.cosine, say, words))] : [])];
}

