import { type TemplateResult, html, nothing } from 'lit';
import type { Knob } from '../engine/protocol.ts';
import { knobHelp, unitName } from '../messages/core-words.ts';
import type { Words } from '../messages/index.ts';
import type { InForce } from '../run/in-force.ts';
import type { KnobRules } from './knob-rules.ts';
import type { Run } from './part.ts';
import { complaintSentence } from './sentences/complaint.ts';

export interface KnobField {
  run: Run;
  knob: Knob;
  /** An id that no other field has. */
  id: string;
  words: Words;
  rules: KnobRules;
  /** The preset's value, where it is another; else null. */
  preset: string | null;
}

/** One knob: its control, unit, range, help, whether it restarts the run, its value before, and what the core says against a value. */
export function knobField({ run, knob, id, words, rules, preset }: KnobField): TemplateResult {
  const { text, format } = words;
  const { resolved, complaint } = run;
  const held = run.inForce(knob.name);
  const value = held?.value ?? knob.default;
  const wrong = complaint?.key === knob.name ? complaint : null;
  const live = resolved?.live.includes(knob.name) ?? false;
  const locked = rules.locked(knob.name);
  const { low, high, choices } = rules.narrowed(knob, resolved?.choices[knob.name] ?? knob.choices);
  const set = async (event: Event) => {
    const field = event.target as HTMLInputElement | HTMLSelectElement;
    const next = field.value.trim();
    if (next !== value || wrong) await rules.set(run, knob.name, next);
    // An accepted value is shown as the core writes it.
    if (run.complaint?.key !== knob.name) field.value = run.inForce(knob.name)?.value ?? next;
  };
  const range = low !== undefined && high !== undefined && (knob.type === 'integer' || knob.type === 'real');
  const effect = locked ? text.element.locked : live ? text.knobs.live : text.knobs.restarts;
  const mark = locked ? text.element.lockedMark : live ? text.knobs.liveMark : text.knobs.restartMark;
  return html`
    <div class="knob ${wrong ? 'wrong' : ''} ${preset === null ? '' : 'differs'}">
      <div class="name">
        <label for=${id}>${knob.name}</label>
        <span class=${live && !locked ? 'badge live' : 'badge'} title=${effect}>${mark}</span>
      </div>
      <div class="control">
        ${control({ knob, id, choices, shown: wrong?.value || value, wrong: wrong !== null, locked, set })}
        ${knob.unit ? html`<span class="unit">${unitName(words, knob)}</span>` : nothing}
      </div>
      ${held ? changes(held, run, knob, words, rules) : nothing}
      ${preset === null || held?.was.at(-1)?.value === preset ? nothing : presetRow(preset, run, knob, words, rules)}
      <p class="help" id="${id}-help">
        ${knobHelp(words, knob)}
        ${range ? html`<span class="range">${text.knobs.range(format.number(low), format.number(high))}</span>` : nothing}
        <span class="spoken">${effect}</span>
      </p>
      ${wrong ? html`<p class="error" id="${id}-error">${complaintSentence(wrong, words)}</p>` : nothing}
    </div>
  `;
}

/** Where a knob was changed while the run went on: its value before and until when, values that the line has for later, and a way back. */
function changes({ was, then }: InForce, run: Run, knob: Knob, { text, format }: Words, rules: KnobRules): TemplateResult | typeof nothing {
  if (!was.length && !then.length) return nothing;
  const last = was.at(-1);
  return html`
    <p class="held">
      ${last ? html`<span>${text.knobs.was(last.value, format.amount(last.until))}</span>` : nothing}
      ${then.map(({ value, from }) => html`<span>${text.knobs.later(value, format.amount(from + 1))}</span>`)}
      ${last
        ? html`
            <button
              type="button"
              part="button"
              class="quiet"
              ?disabled=${rules.locked(knob.name)}
              aria-label=${text.knobs.backOf(knob.name, last.value)}
              @click=${() => rules.set(run, knob.name, last.value)}
            >${text.knobs.back(last.value)}</button>
          `
        : nothing}
    </p>
  `;
}

/** A value that is not the preset's: the preset's own, and the way back to it. */
function presetRow(preset: string, run: Run, knob: Knob, { text }: Words, rules: KnobRules): TemplateResult {
  return html`
    <p class="held">
      <span>${text.knobs.preset(preset)}</span>
      <button
        type="button"
        part="button"
        class="quiet"
        ?disabled=${rules.locked(knob.name)}
        aria-label=${text.knobs.backOf(knob.name, preset)}
        @click=${() => rules.set(run, knob.name, preset)}
      >${text.knobs.back(preset)}</button>
    </p>
  `;
}

interface Control {
  knob: Knob;
  id: string;
  choices: string[] | undefined;
  /** A refused text stays in its field, beside the sentence that says why. */
  shown: string;
  wrong: boolean;
  locked: boolean;
  set(event: Event): void;
}

function control({ knob, id, choices, shown, wrong, locked, set }: Control): TemplateResult {
  const describedBy = `${id}-help${wrong ? ` ${id}-error` : ''}`;
  const invalid = wrong ? 'true' : 'false';
  if (knob.type === 'choice') {
    return html`
      <select id=${id} ?disabled=${locked} aria-describedby=${describedBy} aria-invalid=${invalid} @change=${set}>
        ${choices?.map((choice) => html`<option value=${choice} .selected=${choice === shown}>${choice}</option>`)}
      </select>
    `;
  }
  const mode = knob.type === 'integer' || knob.type === 'seed' ? 'numeric' : knob.type === 'real' ? 'decimal' : 'text';
  return html`
    <input
      id=${id}
      type="text"
      autocomplete="off"
      spellcheck="false"
      inputmode=${mode}
      ?disabled=${locked}
      aria-describedby=${describedBy}
      aria-invalid=${invalid}
      .value=${shown}
      @change=${set}
    />
  `;
}
