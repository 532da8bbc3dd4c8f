import { html, nothing } from 'lit';
import type { RunName } from '../engine/protocol.ts';
import { countOf, hasBriefEpisodes, learns, playsTrials, tellsMeans, tellsTotals } from '../state/adapting.ts';
import { paragraph } from '../messages/index.ts';
import { type Series, bands } from '../views/bands.ts';
import { type Drawing, type Theme, emptyView } from '../views/frame.ts';
import { heldOutDrawing, heldOutOrder } from './held-out-drawing.ts';
import { metaColours, metaDrawings } from './meta-drawing.ts';
import { Part } from './part.ts';
import { caption, stage } from './stage.ts';
import { currentTheme } from './theme.ts';
import { tint } from './tint.ts';
import { heldOutWords, historyWords, movedWords, runName, updateWords } from './words.ts';
import './picture.ts';

/** What the update moves, and what comes of it over the iterations. */
class UpdateStage extends Part {
  override render() {
    const { session } = this;
    const { family, learner, resolved } = session;
    if (!family || !learner || !resolved) return stage(this.words, 'update', html`<div class="blank"></div>`);
    const theme = currentTheme(this);
    const lead = learns(learner) ? undefined : this.words.text.updateLeadRule;
    return stage(this.words, 'update', html`<div class="pictures">${this.moved(theme)}${this.history(theme)}${this.heldOut(theme)}</div>`, lead);
  }

  /** A trial's total may say what single episodes do not. */
  private get totals(): boolean {
    const { family, learner } = this.session;
    return tellsTotals(family, learner);
  }

  private empty(sentence: string): Drawing {
    return this.memo(sentence, [], () => emptyView(sentence));
  }

  private moved(theme: Theme) {
    const { family, resolved, learner } = this.session;
    // A pull before and one after an update show nothing, a rule has no update, and without examples there are no prototypes.
    if (!learns(learner) || hasBriefEpisodes(family) || countOf(family, learner) === 'example') return nothing;
    const trace = this.session.updated ?? this.session.shown?.trace;
    const drawings = this.memo('moved', [trace, theme, resolved], () => (trace ? metaDrawings(trace, family!, resolved!.parameters, theme, this.words) : []));
    const waiting = this.empty(this.words.text.waitingForUpdate);
    // Episodes have a picture each, and the second one keeps its place until the update is made.
    const places = family!.kind === 'reinforcement' && drawings.length ? 2 : 1;
    const shown = Array.from({ length: places }, (_, i) => drawings[i] ?? waiting);
    const said = movedWords(this.session, trace, this.words);
    const colours = metaColours(theme);
    return html`
      <figure>
        <h3>${playsTrials(family, learner) ? this.words.text.metaTitleTrial : this.words.text.metaTitle}</h3>
        <div class="pair">${shown.map((drawing) => html`<mrl-picture .drawing=${drawing} .label=${said} .words=${this.words}></mrl-picture>`)}</div>
        ${family!.drawing === 'curve' ? this.metaLegend(colours) : nothing}
        ${caption(said)}
      </figure>
    `;
  }

  private metaLegend(colours: { before: string; after: string }) {
    return html`
      <ul class="legend">
        <li class="mark tinted" ${tint(colours.before)}>${this.words.text.metaBefore}</li>
        <li class="mark tinted" ${tint(colours.after)}>${this.words.text.metaAfter}</li>
      </ul>
    `;
  }

  private history(theme: Theme) {
    const { history, family, learner } = this.session;
    const count = countOf(family, learner);
    const last = history.iterations.at(-1) ?? 0;
    const { totals } = this;
    const mean = tellsMeans(family, this.session.resolved);
    const drawing = this.memo('history', [history, last, theme], () => {
      const series = (kind: 'pre' | 'post' | 'trial', label: string, colour: string): Series[] => {
        const column = (suffix: string) => history.column(`${kind}_${suffix}`);
        const middle = column(mean ? 'mean' : 'median');
        return middle ? [{ label, colour, x: history.iterations, middle, lower: column('lower') ?? middle, upper: column('upper') ?? middle }] : [];
      };
      if (!history.length) return null;
      return bands({
        series: totals
          ? series('trial', this.words.text.trialTotal, theme.post)
          : [...series('pre', this.words.text.preAdaptation[count], theme.pre), ...series('post', this.words.text.postAdaptation[count], theme.post)],
        xLabel: this.words.text.metaIteration,
        yLabel: totals ? this.words.text.trialTotal : this.words.text.value[family!.value],
        x: [history.iterations[0]!, Math.max(last, history.iterations[0]! + 1)],
        ...(family!.value === 'loss' ? { floor: 0 } : {}),
      });
    });
    const said = paragraph(this.words, [updateWords(this.session, this.words), historyWords(this.session, this.words)]);
    return html`
      <figure>
        <h3>${totals ? this.words.text.historyTitleTotal : playsTrials(family, learner) ? this.words.text.historyTitleTrial : this.words.text.historyTitle[family!.value]}</h3>
        <mrl-picture .drawing=${drawing ?? this.empty(this.words.text.historyEmpty)} .label=${said} .words=${this.words}></mrl-picture>
        <p class="hint">${mean ? this.words.text.meanNote : this.words.text.bandNote}</p>
        ${caption(said)}
      </figure>
    `;
  }

  private heldOut(theme: Theme) {
    const { evaluations, family, learner, resolved } = this.session;
    const order = heldOutOrder(family!, evaluations);
    const drawing = this.memo('held-out', [evaluations, theme, resolved], () => heldOutDrawing(family!, learner!, resolved!, evaluations, theme, this.words));
    const said = heldOutWords(this.session, order, this.words);
    return html`
      <figure>
        <h3>${this.words.text.heldOutTitle}</h3>
        <mrl-picture class=${order.length > 3 ? 'tall' : ''} .drawing=${drawing ?? this.empty(this.words.text.heldOutEmpty)} .label=${said} .words=${this.words}></mrl-picture>
        <p class="hint">${this.heldOutNote(order)}</p>
        ${caption(said)}
      </figure>
    `;
  }

  /** How the lines are to be read, and of which iteration they are. */
  private heldOutNote(order: RunName[]): string {
    const { evaluations } = this.session;
    const found = order.flatMap((run) => evaluations[run] ?? []);
    if (!found.length) return '';
    const group = Math.max(...found.map((evaluation) => evaluation.group));
    const notes = [this.totals ? this.words.text.heldOutMeanNote : tellsMeans(this.session.family, this.session.resolved) ? this.words.text.heldOutErrorNote : this.words.text.heldOutNote];
    if (group > 1) notes.push(this.words.text.heldOutGroupNote(this.words.format.integer(group)));
    const trained = found.filter(({ run }) => run === 'run' || run === 'pretrained').map(({ run, iteration }) => this.words.text.heldOutRun(runName(run, this.words), this.words.format.integer(iteration)));
    if (trained.length) notes.push(evaluations.scratch ? this.words.text.heldOutAt(this.words.format.conjunction(trained)) : this.words.text.heldOutAtAlone(this.words.format.conjunction(trained)));
    return paragraph(this.words, notes);
  }
}
customElements.define('mrl-update-stage', UpdateStage);
