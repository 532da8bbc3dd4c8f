import { html, nothing } from 'lit';
import type { Trace } from '../engine/protocol.ts';
import { format, text } from '../messages/index.ts';
import { batch } from '../views/batch.ts';
import { stepColour } from '../views/colour.ts';
import { emptyView } from '../views/frame.ts';
import { type ShownStep, adaptationDrawing, stepName } from './adaptation-drawing.ts';
import { Part } from './part.ts';
import { caption, stage } from './stage.ts';
import { currentTheme } from './theme.ts';
import { tint } from './tint.ts';
import { adaptationWords, batchWords } from './words.ts';
import './picture.ts';

/** One task: what the agent does before adapting and after each inner step. */
class AdaptationStage extends Part {
  private step: ShownStep = 'all';

  override render() {
    const { session } = this;
    const { family, resolved, probe } = session;
    if (!family || !resolved) return stage('adaptation', html`<div class="blank"></div>`);
    const trace: Trace | null = probe ? probe.trace : (session.shown?.trace ?? null);
    const last = this.lastStep(trace);
    if (this.step !== 'all' && this.step > last) this.step = 'all';
    const theme = currentTheme(this);
    const drawing = this.memo('drawing', [trace, theme, this.step, resolved], () =>
      trace ? adaptationDrawing(trace, family, resolved.parameters, session.shownTask, theme, this.step) : null,
    );
    const waiting = this.memo('waiting', [], () => emptyView(text.waitingForEpisodes));
    const words = adaptationWords(session, trace);
    return stage(
      'adaptation',
      html`
        <figure>
          <mrl-picture class="square" .drawing=${drawing ?? waiting} .label=${words}></mrl-picture>
          ${this.legend(trace, last, theme)}
          ${caption(words)}
        </figure>
        ${probe ? html`<p class="hint probe-note">${text.probeShown}</p>` : nothing}
        ${this.batch()}
      `,
    );
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
    const words = batchWords(this.session);
    return html`
      <figure class="batch">
        <h3>${text.batchTitle[family!.value]}</h3>
        <mrl-picture .drawing=${drawing} .label=${words}></mrl-picture>
        ${caption(words)}
      </figure>
    `;
  }

  private lastStep(trace: Trace | null): number {
    return Math.max(0, (trace?.grid_outputs ?? trace?.episodes)?.shape[0] ?? 1) - 1;
  }

  /** The legend is the choice of what is shown, too. */
  private legend(trace: Trace | null, last: number, theme: ReturnType<typeof currentTheme>) {
    const { family } = this.session;
    const values = trace?.values?.data;
    const quantity = text.value[family!.value];
    const drawn = trace?.grid_outputs ?? trace?.episodes;
    if (!drawn) return html`<div class="steps"></div>`;
    const choice = (step: ShownStep, name: string, colour: string, value: string) => html`
      <label>
        <input type="radio" name="inner-step" .checked=${this.step === step} @change=${() => this.show(step)} />
        <span class="step" ${tint(colour)}>${step === 'all' ? nothing : html`<i class="swatch"></i>`}${name}${value ? html`<b>${value}</b>` : nothing}</span>
      </label>
    `;
    return html`
      <fieldset class="steps">
        <legend>${text.stepsShown(quantity)}</legend>
        <div>
          ${choice('all', text.allSteps, theme.ink, '')}
          ${Array.from({ length: last + 1 }, (_, step) =>
            choice(step, stepName(step), stepColour(theme, step, last), values && step < values.length ? format.number(values[step]!) : ''),
          )}
        </div>
      </fieldset>
      <ul class="legend">
        ${family!.drawing === 'curve' ? html`<li class="mark dashes truth">${text.trueFunction}</li><li class="mark point truth">${text.supportPoints}</li>` : nothing}
        ${family!.drawing === 'field' ? html`<li class="mark ring">${text.seenAs('0')}</li><li class="mark full">${text.seenAs('1')}</li>` : nothing}
        ${family!.drawing === 'plane' ? html`<li class="mark plus truth">${text.goal}</li>${trace?.oracle ? html`<li class="mark dashes truth">${text.oracle}</li>` : nothing}` : nothing}
      </ul>
    `;
  }

  private show(step: ShownStep): void {
    this.step = step;
    this.requestUpdate();
  }
}
customElements.define('mrl-adaptation-stage', AdaptationStage);
