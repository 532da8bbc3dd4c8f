import { html, nothing } from 'lit';
import type { RunName } from '../engine/protocol.ts';
import { format, text } from '../messages/index.ts';
import { type Series, bands } from '../views/bands.ts';
import { type Drawing, type Theme, emptyView } from '../views/frame.ts';
import { metaColours, metaDrawings } from './meta-drawing.ts';
import { Part } from './part.ts';
import { caption, stage } from './stage.ts';
import { currentTheme } from './theme.ts';
import { tint } from './tint.ts';
import { heldOutWords, historyWords, movedWords, updateWords } from './words.ts';
import './picture.ts';

const ORDER: RunName[] = ['run', 'pretrained', 'scratch'];

/** What the update moves, and what comes of it over the iterations. */
class UpdateStage extends Part {
  override render() {
    const { session } = this;
    const { family, resolved } = session;
    if (!family || !resolved) return stage('update', html`<div class="blank"></div>`);
    const theme = currentTheme(this);
    return stage('update', html`<div class="pictures">${this.moved(theme)}${this.history(theme)}${this.heldOut(theme)}</div>`);
  }

  private empty(sentence: string): Drawing {
    return this.memo(sentence, [], () => emptyView(sentence));
  }

  private moved(theme: Theme) {
    const { family, resolved } = this.session;
    const trace = this.session.updated ?? this.session.shown?.trace;
    const drawings = this.memo('moved', [trace, theme, resolved], () => (trace ? metaDrawings(trace, family!, resolved!.parameters, theme) : []));
    const waiting = this.empty(text.waitingForUpdate);
    // Episodes have a picture each, and the second one keeps its place until the update is made.
    const places = family!.kind === 'reinforcement' && drawings.length ? 2 : 1;
    const shown = Array.from({ length: places }, (_, i) => drawings[i] ?? waiting);
    const words = movedWords(this.session, trace);
    const colours = metaColours(theme);
    return html`
      <figure>
        <h3>${text.metaTitle}</h3>
        <div class="pair">${shown.map((drawing) => html`<mrl-picture .drawing=${drawing} .label=${words}></mrl-picture>`)}</div>
        ${family!.drawing === 'curve' ? this.metaLegend(colours) : nothing}
        ${caption(words)}
      </figure>
    `;
  }

  private metaLegend(colours: { before: string; after: string }) {
    return html`
      <ul class="legend">
        <li class="mark tinted" ${tint(colours.before)}>${text.metaBefore}</li>
        <li class="mark tinted" ${tint(colours.after)}>${text.metaAfter}</li>
      </ul>
    `;
  }

  private history(theme: Theme) {
    const { history, family } = this.session;
    const last = history.iterations.at(-1) ?? 0;
    const drawing = this.memo('history', [history, last, theme], () => {
      const series = (kind: 'pre' | 'post', label: string, colour: string): Series[] => {
        const column = (suffix: string) => history.column(`${kind}_${suffix}`);
        const middle = column('median') ?? column('mean');
        return middle ? [{ label, colour, x: history.iterations, middle, lower: column('lower') ?? middle, upper: column('upper') ?? middle }] : [];
      };
      if (!history.length) return null;
      return bands({
        series: [...series('pre', text.preAdaptation, theme.pre), ...series('post', text.postAdaptation, theme.post)],
        xLabel: text.metaIteration,
        yLabel: text.value[family!.value],
        roomRight: 52,
        x: [history.iterations[0]!, Math.max(last, history.iterations[0]! + 1)],
        ...(family!.value === 'loss' ? { floor: 0 } : {}),
      });
    });
    const words = text.words.both(updateWords(this.session), historyWords(this.session));
    return html`
      <figure>
        <h3>${text.historyTitle[family!.value]}</h3>
        <mrl-picture .drawing=${drawing ?? this.empty(text.historyEmpty)} .label=${words}></mrl-picture>
        <p class="hint">${text.bandNote}</p>
        ${caption(words)}
      </figure>
    `;
  }

  private heldOut(theme: Theme) {
    const { evaluations, family } = this.session;
    const colours: Record<RunName, string> = { run: theme.post, scratch: theme.scratch, pretrained: theme.pretrained };
    const dashes: Record<RunName, number[]> = { run: [], scratch: [2, 4], pretrained: [7, 4] };
    const drawing = this.memo('held-out', [evaluations, theme], () => {
      const series = ORDER.flatMap((run): Series[] => {
        const trace = evaluations[run]?.trace;
        if (!trace?.median || !trace.lower || !trace.upper) return [];
        const x = Array.from(trace.median.data, (_, i) => i);
        return [{ label: text.runs[run], colour: colours[run], x, middle: trace.median.data, lower: trace.lower.data, upper: trace.upper.data, dash: dashes[run], marks: true }];
      });
      if (!series.length) return null;
      // The run is drawn last, over what it is measured against.
      return bands({ series: series.reverse(), xLabel: text.heldOutSteps, yLabel: text.value[family!.value], roomRight: 84, ...(family!.value === 'loss' ? { floor: 0 } : {}) });
    });
    const words = heldOutWords(this.session, ORDER);
    return html`
      <figure>
        <h3>${text.heldOutTitle}</h3>
        <mrl-picture .drawing=${drawing ?? this.empty(text.heldOutEmpty)} .label=${words}></mrl-picture>
        <p class="hint">${this.evaluatedAt()}</p>
        ${caption(words)}
      </figure>
    `;
  }

  private evaluatedAt(): string {
    const parts = ORDER.filter((run) => run !== 'scratch').flatMap((run) => {
      const evaluation = this.session.evaluations[run];
      return evaluation ? [text.heldOutRun(text.runs[run], format.integer(evaluation.iteration))] : [];
    });
    return parts.length ? text.heldOutAt(format.conjunction(parts)) : '';
  }
}
customElements.define('mrl-update-stage', UpdateStage);
