import { html, nothing } from 'lit';
import type { Family, Learner, Trace } from '../engine/protocol.ts';
import { type Count, countOf, hasBriefEpisodes, playsTrials } from '../state/adapting.ts';
import { batch } from '../views/batch.ts';
import { emptyView } from '../views/frame.ts';
import { adaptationDrawing } from './adaptation-drawing.ts';
import { adaptationLegend } from './adaptation-legend.ts';
import { Part } from './part.ts';
import type { ShownStep } from './shown.ts';
import { caption, stage } from './stage.ts';
import { stepChoice } from './step-choice.ts';
import { currentTheme } from './theme.ts';
import { trialDrawing } from './trial-drawing.ts';
import { trialWords } from './trial-words.ts';
import { adaptationWords, batchWords } from './words.ts';
import './picture.ts';

/** Two boards of cells stand one above the other where the learner's belief is drawn beneath the exact one. */
function shapeOf(family: Family, learner: Learner): string {
  if (family.drawing === 'grid' && learner.adapts === 'belief') return 'boards';
  return family.drawing === 'two-step' ? 'portrait' : 'square';
}

/** One task: what the agent does before adapting and after each inner step, or in the episodes of a trial. */
class AdaptationStage extends Part {
  private step: ShownStep = 'all';
  private of: Count = 'step';

  override render() {
    const { session } = this;
    const { family, learner, resolved, probe } = session;
    if (!family || !learner || !resolved) return stage(this.words, 'adaptation', html`<div class="blank"></div>`);
    const trace: Trace | null = probe ? probe.trace : (session.shown?.trace ?? null);
    const count = countOf(family, learner);
    const drawn = trace?.grid_outputs ?? trace?.episodes;
    const last = Math.max(0, drawn?.shape[0] ?? 1) - 1;
    if (this.of !== count || (this.step !== 'all' && this.step > last)) this.step = 'all';
    this.of = count;
    const theme = currentTheme(this);
    const { parameters, values } = resolved;
    const drawing = this.memo('drawing', [trace, theme, this.step, resolved], () =>
      trace ? adaptationDrawing({ trace, family, parameters, values, task: session.shownTask, theme, step: this.step, count, words: this.words }) : null,
    );
    const waiting = this.memo('waiting', [], () => emptyView(this.words.text.waitingForEpisodes));
    const said = adaptationWords(session, trace, this.words);
    return stage(
      this.words,
      'adaptation',
      html`
        <figure>
          <mrl-picture class=${shapeOf(family, learner)} .drawing=${drawing ?? waiting} .label=${said} .words=${this.words}></mrl-picture>
          ${drawn
            ? stepChoice({ shown: this.step, last, count, values: trace?.values?.data ?? [], words: this.words, quantity: this.words.text.value[family.value], theme, choose: (step) => this.show(step) })
            : html`<div class="steps"></div>`}
          ${drawn ? adaptationLegend(family, trace, theme, this.words) : nothing}
          ${caption(said)}
        </figure>
        ${probe ? html`<p class="hint probe-note">${this.words.text.probeShown}</p>` : nothing}
        ${playsTrials(family, learner) ? this.trial(trace, count) : nothing}
        ${count !== 'step' && hasBriefEpisodes(family) ? nothing : this.batch()}
      `,
      playsTrials(family, learner) ? this.words.text.trialLead[learner.adapts] : learner.adapts === 'embedding' ? this.words.text.embeddingLead : undefined,
    );
  }

  /** What happened over the whole trial, and what adapted meanwhile. */
  private trial(trace: Trace | null, count: Count) {
    const { family, learner } = this.session;
    const theme = currentTheme(this);
    const drawing = this.memo('trial', [trace, theme, this.step], () =>
      trace ? trialDrawing(trace, family!, learner!, theme, this.step, count, this.words) : null,
    );
    if (!drawing || !trace) return nothing;
    const said = trialWords(trace, this.words);
    const rows = [trace.memory, trace.latent_mean, trace.critic].filter(Boolean).length;
    const tall = rows > 2 ? 'taller' : rows > 0 ? 'tall' : '';
    return html`
      <figure class="trial">
        <h3>${this.words.text.trialTitle}</h3>
        <mrl-picture class=${tall} .drawing=${drawing} .label=${said} .words=${this.words}></mrl-picture>
        ${caption(said)}
      </figure>
    `;
  }

  /** The other tasks of the batch, each by its value before and after. */
  private batch() {
    const { shown, probe, family } = this.session;
    const { pre, post } = shown?.trace ?? {};
    const chosen = probe ? null : this.session.task;
    const drawing = this.memo('batch', [pre, chosen, currentTheme(this)], () =>
      pre ? batch({ pre: pre.data, post: post?.data ?? null, chosen, higherIsBetter: family!.value === 'return' }) : null,
    );
    if (!drawing) return nothing;
    const said = batchWords(this.session, this.words);
    return html`
      <figure class="batch">
        <h3>${playsTrials(family, this.session.learner) ? this.words.text.batchTitleTrial : this.words.text.batchTitle[family!.value]}</h3>
        <mrl-picture .drawing=${drawing} .label=${said} .words=${this.words}></mrl-picture>
        ${caption(said)}
      </figure>
    `;
  }

  private show(step: ShownStep): void {
    this.step = step;
    this.requestUpdate();
  }
}
customElements.define('mrl-adaptation-stage', AdaptationStage);
