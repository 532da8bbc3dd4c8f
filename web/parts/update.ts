import { html } from 'lit';
import { Part } from './part.ts';
import { sightOf } from './scene.ts';
import { blank, stage } from './stage.ts';

/** The meta-update, and what comes of it over the iterations: three views under one heading. */
export class UpdatePart extends Part {
  override render() {
    const { run, words } = this;
    const { text } = words;
    const adaptation = sightOf(run, words)?.resolved.adaptation;
    const lead = adaptation?.learns === false ? text.update.leadRule : this.run?.learner?.adapts === 'choice' ? text.update.leadChoice : adaptation?.trials ? text.update.leadTrial : text.update.lead;
    const body = adaptation
      ? html`
          <div class="pictures">
            <mrl-history .run=${run} .words=${words}></mrl-history>
            <mrl-unadapted .run=${run} .words=${words}></mrl-unadapted>
            <mrl-held-out .run=${run} .words=${words}></mrl-held-out>
          </div>
        `
      : blank;
    return stage({ run, words, name: 'update', id: this.unique('update'), title: text.update.title, lead, body });
  }
}
