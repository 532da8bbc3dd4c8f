import { type TemplateResult, html, nothing } from 'lit';
import type { Knob } from '../engine/protocol.ts';
import type { Words } from '../messages/index.ts';
import type { InForce } from '../run/in-force.ts';
import type { Session } from '../state/session.ts';
import { complaintWords } from './complaint-words.ts';

/** One knob: its control, unit, range, help, whether it restarts the run, and what the core says against a value. */
export function knobField(session: Session, knob: Knob, words: Words): TemplateResult {
  const { text, format } = words;
  const held = session.inForce(knob.name);
  const value = held?.value ?? knob.default;
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
    if (session.complaint?.key !== knob.name) field.value = session.inForce(knob.name)?.value ?? next;
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
      ${held ? inForceNote(session, knob, held, words) : nothing}
      ${wrong ? html`<p class="error" id="${id}-error">${complaintWords(words, wrong)}</p>` : nothing}
    </div>
  `;
}

/** Where a knob was changed while the run goes on: since when its value holds, what it was before, and the way back. */
function inForceNote(session: Session, knob: Knob, { value, since, was, then }: InForce, { text, format }: Words): TemplateResult | typeof nothing {
  if (!was.length && !then.length) return nothing;
  const first = was[0]?.value;
  const said = [
    ...(was.length ? [text.since(format.integer(since + 1))] : []),
    ...was.map((earlier) => text.valueUntil(earlier.value, format.integer(earlier.until))),
    ...then.map((later) => text.valueFrom(later.value, format.integer(later.from + 1))),
  ];
  return html`
    <p class="held">
      ${said.map((part) => html`<span>${part}</span>`)}
      ${first !== undefined && first !== value
        ? html`<button type="button" class="quiet" @click=${() => session.setKnob(knob.name, first)}>${text.backTo(first)}</button>`
        : nothing}
    </p>
  `;
}
