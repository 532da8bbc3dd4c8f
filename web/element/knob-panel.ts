import { html, nothing } from 'lit';
import type { Knob } from '../engine/protocol.ts';
import { knobField } from './knob-field.ts';
import { Part } from './part.ts';

/** Chosen in the controls above. */
const ELSEWHERE = ['learner', 'tasks', 'preset'];

/** Every knob that applies to the run, made from the core's table. */
class KnobPanel extends Part {
  override render() {
    const { description, resolved } = this.session;
    if (!description || !resolved) return nothing;
    const groups = new Map<string, Knob[]>();
    for (const knob of description.knobs) {
      if (!(knob.name in resolved.values) || ELSEWHERE.includes(knob.name)) continue;
      groups.set(knob.group, [...(groups.get(knob.group) ?? []), knob]);
    }
    return html`
      <section class="panel knobs" aria-labelledby="knobs-title">
        <header>
          <h2 id="knobs-title">${this.words.text.knobs}</h2>
          <p>${this.words.text.knobsLead}</p>
        </header>
        <div class="groups">
          ${[...groups].map(
            ([group, knobs]) => html`
              <fieldset>
                <legend>${this.words.text.groups[group] ?? group}</legend>
                ${knobs.map((knob) => knobField(this.session, knob, this.words))}
              </fieldset>
            `,
          )}
        </div>
      </section>
    `;
  }
}
customElements.define('mrl-knob-panel', KnobPanel);
