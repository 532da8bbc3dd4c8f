import { type TemplateResult, html, nothing } from 'lit';
import type { Moment, Shape } from '../faces/face.ts';
import { paragraph } from '../messages/index.ts';
import { batch } from '../views/batch.ts';
import { emptyView } from '../views/frame.ts';
import { legend } from './legend.ts';
import { momentChoice } from './moment-choice.ts';
import { Part } from './part.ts';
import { type Sight, sceneOf, sightOf } from './scene.ts';
import { adaptationSentences, batchSentences } from './sentences/adaptation.ts';
import { trialSentences } from './sentences/trial.ts';
import { blank, caption, stage } from './stage.ts';
import { themeOf } from './theme.ts';
import { trialDrawing } from './trial-drawing.ts';

/** One task: what the agent does before adapting and after each inner step, or in the episodes of a trial. */
export class AdaptationPart extends Part {
  private moment: Moment = 'all';
  private of = '';

  override render() {
    const { text } = this.words;
    const sight = sightOf(this.run, this.words);
    return stage({
      run: this.run,
      words: this.words,
      name: 'adaptation',
      id: this.unique('adaptation'),
      title: text.adaptation.title,
      lead: sight ? leadOf(sight) : text.adaptation.leads.gradient!,
      body: sight ? this.body(sight) : blank,
    });
  }

  private body(sight: Sight): TemplateResult {
    const { run, face, trace, resolved: { adaptation }, words } = sight;
    const { text } = words;
    const drawn = trace?.grid_outputs ?? trace?.episodes;
    const last = Math.max(0, drawn?.shape[0] ?? 1) - 1;
    if (this.of !== adaptation.count || (this.moment !== 'all' && this.moment > last)) this.moment = 'all';
    this.of = adaptation.count;
    const theme = themeOf(this);
    const drawing = this.memo('drawing', [trace, theme, this.moment, sight.resolved, sight.task], () =>
      trace ? face.adaptation(sceneOf(sight, trace), { theme, moment: this.moment }) : null,
    );
    const waiting = this.memo('waiting', [], () => emptyView(text.adaptation.waiting));
    const said = adaptationSentences(sight);
    const shape: Shape = face.shape?.(sight) ?? 'square';
    return html`
      <figure>
        <mrl-picture part="picture" class=${shape} .drawing=${drawing ?? waiting} .label=${paragraph(words, said)} .words=${words}></mrl-picture>
        ${drawn
          ? momentChoice({ sight, name: this.unique('moment'), shown: this.moment, last, theme, choose: (moment) => this.show(moment) })
          : html`<div class="steps"></div>`}
        ${trace && drawn ? legend(face.legend?.(sceneOf(sight, trace), theme)) : nothing}
        ${caption(words, said)}
      </figure>
      ${run.probe ? html`<p class="hint probe-note">${text.probe.shown}</p>` : nothing}
      ${adaptation.trials ? this.trial(sight) : nothing}
      ${adaptation.trials && adaptation.brief ? nothing : this.batch(sight)}
    `;
  }

  /** What happened over the whole trial, and what adapted meanwhile. */
  private trial(sight: Sight): TemplateResult | typeof nothing {
    const { trace, words } = sight;
    const theme = themeOf(this);
    const drawing = this.memo('trial', [trace, theme, this.moment], () => trace && trialDrawing(sight, trace, theme, this.moment));
    if (!drawing || !trace) return nothing;
    const said = trialSentences(trace, sight.resolved, words);
    const rows = [trace.memory, trace.choices, trace.latent_mean, trace.critic].filter(Boolean).length;
    const height = rows > 2 ? 'taller' : rows > 0 ? 'tall' : '';
    return html`
      <figure class="trial">
        <h3>${words.text.trial.title}</h3>
        <mrl-picture part="picture" class=${height} .drawing=${drawing} .label=${paragraph(words, said)} .words=${words}></mrl-picture>
        ${caption(words, said)}
      </figure>
    `;
  }

  /** The other tasks of the batch, each by its value before and after. */
  private batch(sight: Sight): TemplateResult | typeof nothing {
    const { run, family, resolved, words } = sight;
    const { pre, post } = run.shown?.trace ?? {};
    const chosen = run.probe ? null : run.task;
    const drawing = this.memo('batch', [pre, post, chosen, themeOf(this)], () =>
      pre ? batch({ pre: pre.data, post: post?.data ?? null, chosen, higherIsBetter: family.value === 'return' }) : null,
    );
    if (!drawing) return nothing;
    const said = batchSentences(sight);
    return html`
      <figure class="batch">
        <h3>${resolved.adaptation.trials ? words.text.batch.titleTrial : words.text.batch.title[family.value]}</h3>
        <mrl-picture part="picture" .drawing=${drawing} .label=${paragraph(words, said)} .words=${words}></mrl-picture>
        ${caption(words, said)}
      </figure>
    `;
  }

  private show(moment: Moment): void {
    this.moment = moment;
    this.requestUpdate();
  }
}

function leadOf({ learner, resolved: { adaptation }, words: { text } }: Sight): string {
  const { leads } = text.adaptation;
  if (adaptation.count === 'example') return leads.examples!;
  return (adaptation.trials ? leads[learner.adapts] : undefined) ?? leads.gradient!;
}
