import { type TemplateResult, html, nothing } from 'lit';
import { LANDSCAPE_PLANES, type Landscape as Found, type LandscapePlane } from '../engine/protocol.ts';
import type { Mark } from '../faces/face.ts';
import { type Instruments, type LandscapeWords, loadInstruments } from '../messages/instruments/instruments.ts';
import { paragraph } from '../messages/index.ts';
import { classColours, parseColour } from '../views/colour.ts';
import type { Theme } from '../views/frame.ts';
import { landscape } from '../views/landscape.ts';
import { legend } from './legend.ts';
import { type LandscapePoints, descentAngle, landscapePoints } from './landscape-points.ts';
import { Part } from './part.ts';
import { type Sight, sightOf } from './scene.ts';
import { Seen } from './seen.ts';
import { caption } from './stage.ts';
import { marked } from './terms.ts';
import { themeOf } from './theme.ts';

/** Cells to each side: first few, then as many as are to be seen. */
const COARSE = 9;
const FINE = 25;
/** Milliseconds between two coarse pictures while the run goes on. */
const BETWEEN = 2500;

/** The figure of MAML, made of the run's own numbers. */
export class LandscapePart extends Part {
  private texts: Instruments | null = null;
  private plane: LandscapePlane = 'tasks';
  private pair: [number, number] = [0, 1];
  /** What was asked for last without being asked. */
  private drawn = '';
  private asked = Number.NEGATIVE_INFINITY;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly seen = new Seen(this);

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

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
    const say = this.texts.landscape;
    this.drawByItself(sight);
    const id = this.unique('landscape');
    const { found, refusal } = sight.run.instruments.landscape;
    return html`
      <section role="group" class="panel landscape" part="view" aria-labelledby=${id}>
        <header>
          <h2 id=${id}>${say.title}</h2>
          <p>${marked(this.words, say.lead)}</p>
        </header>
        ${refusal
          ? html`<p class="hint">${this.words.text.core?.refusals[refusal.code]?.(refusal.args, this.words.format) ?? refusal.message}</p>`
          : html`${this.choices(say)} ${found ? this.found(sight, say, found) : html`<p class="hint waiting">${say.empty}</p>`} ${this.progress(sight, say)}`}
      </section>
    `;
  }

  /** As soon as it can be seen, for every choice of a plane and each point where the run stands; now and then while it goes on. */
  private drawByItself({ run, resolved }: Sight): void {
    if (!this.seen.now || !run.progress) return;
    const { running } = run.progress;
    const choice = [run.place, resolved.line, this.plane, ...this.pair].join();
    const wanted = `${choice} ${running ? 'on the way' : run.completed}`;
    if (running) {
      const wait = this.asked + BETWEEN - performance.now();
      if (wait > 0) {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.requestUpdate(), wait);
        return;
      }
      if (run.instruments.landscape.share !== null) return;
    } else if (wanted === this.drawn) return;
    this.drawn = wanted;
    this.asked = performance.now();
    queueMicrotask(() => void this.draw(wanted, !running));
  }

  /** Coarsely first, and finely where the run stands. */
  private async draw(wanted: string, finely: boolean): Promise<void> {
    const [first, second] = this.pair;
    const { run, plane } = this;
    if (!run) return;
    const { landscape } = run.instruments;
    await landscape.ask({ plane, first, second, cells: COARSE });
    const same = landscape.found?.form.plane === plane && landscape.found.iteration === run.completed;
    if (finely && same && this.drawn === wanted && this.isConnected) await landscape.ask({ plane, first, second, cells: FINE });
  }

  private choices(say: LandscapeWords): TemplateResult {
    const { amount } = this.words.format;
    const choose = (change: () => void) => {
      change();
      this.requestUpdate();
    };
    const task = (which: 0 | 1, label: string) => html`
      <label>
        ${label}
        <select part="select" @change=${({ target }: Event) => choose(() => this.pick(which, Number((target as HTMLSelectElement).value)))}>
          ${Array.from({ length: 5 }, (_, i) => html`<option value=${i} ?selected=${this.pair[which] === i}>${say.task(amount(i + 1))}</option>`)}
        </select>
      </label>
    `;
    return html`
      <div class="choices">
        <label>
          ${say.plane}
          <select part="select" @change=${({ target }: Event) => choose(() => (this.plane = (target as HTMLSelectElement).value as LandscapePlane))}>
            ${LANDSCAPE_PLANES.map((plane) => html`<option value=${plane} ?selected=${this.plane === plane}>${say.planes[plane]}</option>`)}
          </select>
        </label>
        ${this.plane === 'tasks' ? html`${task(0, say.first)} ${task(1, say.second)}` : nothing}
      </div>
    `;
  }

  /** Two different ones: who takes the other's gives it the own in exchange. */
  private pick(which: 0 | 1, task: number): void {
    const other = which === 0 ? 1 : 0;
    if (this.pair[other] === task) this.pair = [this.pair[1], this.pair[0]];
    else this.pair = which === 0 ? [task, this.pair[1]] : [this.pair[0], task];
  }

  private progress({ run }: Sight, say: LandscapeWords): TemplateResult | typeof nothing {
    const { landscape } = run.instruments;
    const { format } = this.words;
    if (landscape.share !== null) {
      return html`
        <div class="actions">
          <progress max="1" .value=${landscape.share} aria-label=${say.title}></progress>
          <output>${say.computing(`${format.number(Math.round(100 * landscape.share))} %`)}</output>
          <button type="button" part="button" @click=${() => landscape.cancel()}>${say.cancel}</button>
        </div>
      `;
    }
    if (landscape.found?.iteration === run.completed && landscape.found.form.cells === FINE) return nothing;
    return html`<div class="actions"><button type="button" part="button" @click=${() => this.draw(this.drawn, true)}>${say.again(format.amount(run.completed))}</button></div>`;
  }

  private found(sight: Sight, say: LandscapeWords, found: Found): TemplateResult {
    const { words } = this;
    const { format } = words;
    const theme = themeOf(this);
    const { number, amount } = format;
    const points = this.memo('points', [found], () => landscapePoints(found));
    const { form: { plane, first, second } } = found;
    const shown = plane === 'tasks' ? [first, second] : [0, 1];
    const differentiates = 'order' in sight.resolved.values;
    const drawing = this.memo('drawing', [found, theme, say], () =>
      landscape({
        surface: found.trace.surface!.data,
        cells: found.form.cells,
        window: [...found.trace.window!.data] as [number, number, number],
        paths: points.paths.map((path) => path.map(({ across, up }): [number, number] => [across, up])),
        contours: shown.map((task) => ({ task, heights: points.heights(task) })),
        trail: points.trail.map(({ across, up }): [number, number] => [across, up]),
        descents: (differentiates ? points.descents.slice(0, 2) : points.descents.slice(0, 1)).map(({ across, up }): [number, number] => [across, up]),
        theta: say.theta,
        adapted: (task) => say.adapted(amount(task + 1)),
      }),
    );
    const said = this.sentences(say, found, points, differentiates);
    const about = [say.about(amount(found.iteration), amount(points.paths.length)), ...(sight.family.kind === 'reinforcement' ? [say.surrogate] : [])];
    const row = (label: string, { across, up, distance }: LandscapePoints['descents'][number]) =>
      html`<tr><th scope="row">${label}</th>${[across, up, distance].map((value) => html`<td>${number(value)}</td>`)}</tr>`;
    const { table: t } = say;
    return html`
      <p class="hint">${marked(words, paragraph(words, about))}</p>
      <figure data-figure="landscape">
        <mrl-picture class="square" part="picture" .drawing=${drawing} .label=${paragraph(words, said)} .words=${words}></mrl-picture>
        ${legend(marks(say, theme, shown, differentiates, points.trail.length > 1, words.format.amount))}
        ${caption(words, said)}
      </figure>
      <details class="numbers">
        <summary>${t.title}</summary>
        <div class="scroller" role="group" tabindex="0" aria-label=${t.title}>
          <table>
            <thead><tr>${[t.point, t.across, t.up, t.distance].map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
            <tbody>
              ${points.paths.map((path, task) => row(say.adapted(amount(task + 1)), path.at(-1)!))}
              ${differentiates ? [t.exact, t.first, t.between].map((label, i) => row(label, points.descents[i]!)) : row(say.marks.towards, points.descents[0]!)}
              ${points.trail.map((point, i) => row(t.after(amount(found.iterations[i] ?? 0)), point))}
            </tbody>
          </table>
        </div>
      </details>
    `;
  }

  private sentences(say: LandscapeWords, { trace, iterations }: Found, points: LandscapePoints, differentiates: boolean): string[] {
    const { number, amount, conjunction } = this.words.format;
    const surface = [...trace.surface!.data].filter(Number.isFinite);
    const exact = points.descents[0]!;
    const share = Math.min(1, Math.hypot(exact.across, exact.up) / exact.distance);
    return [
      say.said.height(number(points.here), number(Math.min(...surface)), number(Math.max(...surface))),
      say.said.spokes(amount(points.paths.length), conjunction(points.paths.map((path) => number(path.at(-1)!.distance)))),
      ...(differentiates && exact.distance > 0 ? [say.said.arrows(`${number(descentAngle(points))}°`, `${number(100 * share)} %`)] : []),
      ...(points.trail.length > 1 ? [say.said.trail(amount(points.trail.length), amount(iterations[0] ?? 0), number(points.trail[0]!.distance))] : []),
    ];
  }
}

const brightness = (colour: string): number => parseColour(colour).reduce((sum, part) => sum + part, 0);

function marks(say: LandscapeWords, theme: Theme, shown: readonly number[], differentiates: boolean, trail: boolean, amount: (value: number) => { value: number; toString(): string }): Mark[] {
  const colours = classColours(theme);
  return [
    { look: 'shade', colour: theme.muted, label: say.marks.surface[brightness(theme.paper) > brightness(theme.ink) ? 'light' : 'dark'] },
    ...shown.map((task): Mark => ({ look: 'line', colour: colours[task % colours.length]!, label: say.marks.contour(amount(task + 1)) })),
    ...(trail ? [{ look: 'small', colour: theme.ink, label: say.marks.trail } as Mark] : []),
    ...(differentiates
      ? [{ look: 'thick', colour: theme.ink, label: say.marks.exact } as Mark, { look: 'dashes', colour: theme.muted, label: say.marks.first } as Mark]
      : [{ look: 'thick', colour: theme.ink, label: say.marks.towards } as Mark]),
  ];
}
