import { type TemplateResult, html, nothing } from 'lit';
import type { Knob } from '../engine/protocol.ts';
import type { Words } from '../messages/index.ts';
import type { Session } from '../state/session.ts';
import { complaintWords } from './complaint-words.ts';

/** One knob: its control, unit, range, help, whether it restarts the run, and what the core says against a value. */
export function knobField(session: Session, knob: Knob, words: Words): TemplateResult {
  const { text, format } = words;
  const value = session.resolved?.values[knob.name] ?? knob.default;
  const wrong = session.complaint?.key === knob.name ? session.complaint : null;
  const changesLive = session.resolved?.live.includes(knob.name) ?? false;
  const id = `knob-${knob.name}`;
  const describedBy = `${id}-help${wrong ? ` ${id}-error` : ''}`;
  // A refused text stays in its field, beside the sentence that says why.
  const shown = wrong?.value || value;
  const set = async (event: Event) => {
    const field = event.target as HTMLInputElement | HTMLSelectElement;
    const next = field.value.trim();
    if (next !== value || wrong) await session.setKnob(knob.name, next);
    // What was accepted is shown as the core writes it.
    if (session.complaint?.key !== knob.name) field.value = session.resolved?.values[knob.name] ?? next;
  };
  const choices = session.resolved?.choices[knob.name] ?? knob.choices;
  const control =
    knob.type === 'choice'
      ? html`
          <select id=${id} aria-describedby=${describedBy} aria-invalid=${wrong ? 'true' : 'false'} @change=${set}>
            ${choices?.map((choice) => html`<option value=${choice} .selected=${choice === shown}>${choice}</option>`)}
          </select>
        `
      : html`
          <input
            id=${id}
            type="text"
            autocomplete="off"
            spellcheck="false"
            inputmode=${knob.type === 'integer' || knob.type === 'seed' ? 'numeric' : knob.type === 'real' ? 'decimal' : 'text'}
            aria-describedby=${describedBy}
            aria-invalid=${wrong ? 'true' : 'false'}
            .value=${shown}
            @change=${set}
          />
        `;
  return html`
    <div class="knob ${wrong ? 'wrong' : ''}">
      <div class="name">
        <label for=${id}>${knob.name}</label>
        <span class=${changesLive ? 'badge live' : 'badge'} title=${changesLive ? text.live : text.restarts}>${changesLive ? text.liveMark : text.restartMark}</span>
      </div>
      <div class="control">${control}${knob.unit ? html`<span class="unit">${knob.unit}</span>` : nothing}</div>
      <p class="help" id="${id}-help">
        ${knob.help}
        ${knob.low !== undefined && knob.high !== undefined && (knob.type === 'integer' || knob.type === 'real')
          ? html`<span class="range">${text.range(format.number(knob.low), format.number(knob.high))}</span>`
          : nothing}
        <span class="spoken">${changesLive ? text.live : text.restarts}</span>
      </p>
      ${wrong ? html`<p class="error" id="${id}-error">${complaintWords(words, wrong)}</p>` : nothing}
    </div>
  `;
}
