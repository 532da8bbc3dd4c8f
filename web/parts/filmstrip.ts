import { type TemplateResult, html, nothing } from 'lit';
import type { Trace } from '../engine/protocol.ts';
import { lastOf, momentName } from '../faces/moments.ts';
import type { Drawing } from '../views/frame.ts';
import { Part, type Run } from './part.ts';
import { type Sight, sceneOf, sightOf } from './scene.ts';
import { Seen } from './seen.ts';
import { marked } from './terms.ts';
import { themeOf } from './theme.ts';

/** Tasks that are shown at once. */
const ROWS = 4;
/** Moments that are shown at once: where there are more, some of them, the first and the last among them. */
const COLUMNS = 6;
/** Milliseconds between two strips while the run goes on. */
const BETWEEN = 1000;

interface Film {
  /** The trace that was shown when it was asked for: its data are of the same moment. */
  of: unknown;
  first: number;
  traces: Trace[];
}

/** Several tasks of the batch side by side: a row for each, a column for each moment of its adaptation. */
export class FilmstripPart extends Part {
  private film: Film | null = null;
  private first = 0;
  private asked = 0;
  private asking = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly seen = new Seen(this);

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    this.film = null;
  }

  override render() {
    const { run, words: { text } } = this;
    const sight = sightOf(run, this.words);
    if (!run || !sight) return nothing;
    const count = run.shown?.trace.tasks?.shape[0] ?? 0;
    if (this.first >= count) this.first = 0;
    if (this.seen.now && run.shown && (this.film?.of !== run.shown || this.film.first !== this.first)) void this.ask(run, count);
    const id = this.unique('film');
    return html`
      <section role="group" class="panel filmstrip" part="view" aria-labelledby=${id}>
        <header>
          <h2 id=${id}>${text.film.title}</h2>
          <p>${marked(this.words, text.film.lead)}</p>
        </header>
        ${this.strip(sight, id)}
        ${count > ROWS ? this.pages(count) : nothing}
      </section>
    `;
  }

  private strip(sight: Sight, id: string): TemplateResult {
    const { text } = this.words;
    const rows = (this.film?.traces ?? []).filter((trace) => trace.episodes ?? trace.grid_outputs);
    if (!this.film || !rows.length) return html`<p class="hint waiting">${text.film.waiting}</p>`;
    const { first } = this.film;
    const last = Math.max(...rows.map((trace) => lastOf(trace.grid_outputs ?? trace.episodes)));
    const moments = spread(last);
    return html`
      <div class="scroller" role="group" tabindex="0" aria-labelledby=${id}>
        <table>
          <thead>
            <tr>
              <td></td>
              ${moments.map((moment) => html`<th scope="col">${momentName(moment, sight)}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map((trace, row) => this.row(sight, first + row, trace, moments))}
          </tbody>
        </table>
      </div>
    `;
  }

  private row(sight: Sight, task: number, trace: Trace, moments: readonly number[]): TemplateResult {
    const { run, face, family } = sight;
    const { text, format } = this.words;
    const theme = themeOf(this);
    const scene = { ...sceneOf(sight, trace), task: trace.task?.data ?? null };
    const pictures = this.memo(`row ${task % ROWS}`, [trace, theme, moments.join()], (): Array<Drawing | null> => moments.map((moment) => face.adaptation(scene, { theme, moment })));
    const name = text.film.task(format.amount(task + 1));
    const worth = (moment: number) => (trace.values && moment < trace.values.data.length ? format.number(trace.values.data[moment]!) : '');
    return html`
      <tr>
        <th scope="row">
          <button type="button" part="button" class="quiet" aria-pressed=${!run.probe && run.task === task ? 'true' : 'false'} @click=${() => run.choose(task)}>${name}</button>
        </th>
        ${moments.map((moment, k) => {
          const said = text.film.cell(name, momentName(moment, sight), worth(moment), family.value);
          return html`
            <td>
              ${pictures[k] ? html`<mrl-picture class="square" .drawing=${pictures[k]} .label=${said} .words=${this.words}></mrl-picture>` : nothing}
              <small>${worth(moment)}</small>
            </td>
          `;
        })}
      </tr>
    `;
  }

  private pages(count: number): TemplateResult {
    const { text, format } = this.words;
    const to = Math.min(count, this.first + ROWS);
    const turn = (first: number) => {
      this.first = first;
      this.requestUpdate();
    };
    return html`
      <div class="stepper" role="group" aria-label=${text.film.title}>
        <button type="button" part="button" ?disabled=${this.first === 0} aria-label=${text.film.earlier} @click=${() => turn(Math.max(0, this.first - ROWS))}>‹</button>
        <output>${text.film.range(format.amount(this.first + 1), format.amount(to), format.amount(count))}</output>
        <button type="button" part="button" ?disabled=${to >= count} aria-label=${text.film.later} @click=${() => turn(this.first + ROWS)}>›</button>
      </div>
    `;
  }

  /** Asks for the tasks of the page that is open, now and then while the run goes on. */
  private async ask(run: Run, count: number): Promise<void> {
    clearTimeout(this.timer);
    const wait = this.asked + (run.progress?.running ? BETWEEN : 0) - performance.now();
    if (this.asking || wait > 0) {
      if (wait > 0) this.timer = setTimeout(() => this.requestUpdate(), wait);
      return;
    }
    const { shown: of } = run;
    const { first } = this;
    this.asking = true;
    this.asked = performance.now();
    const traces = await run.film(Array.from({ length: Math.min(ROWS, count - first) }, (_, row) => first + row));
    this.asking = false;
    if (!traces || run !== this.run) return;
    this.film = { of, first, traces };
    this.requestUpdate();
  }
}

/** So many moments from the first to the last, evenly. */
function spread(last: number): number[] {
  if (last < COLUMNS) return Array.from({ length: last + 1 }, (_, k) => k);
  return Array.from({ length: COLUMNS }, (_, k) => Math.round((k * last) / (COLUMNS - 1)));
}
