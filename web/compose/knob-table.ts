import { type TemplateResult, html, nothing } from 'lit';
import type { Description, Knob, Resolved } from '../engine/protocol.ts';
import { type Bound, type Bounds } from '../element/bounds.ts';
import { groupTitle, knobHelp } from '../messages/core-words.ts';
import type { Words } from '../messages/index.ts';

/** Chosen by titles above. */
const ELSEWHERE = ['learner', 'tasks', 'preset'];

export interface KnobChoices {
  shown: readonly string[];
  locked: readonly string[];
  bounds: Bounds;
}

interface Table {
  description: Description;
  resolved: Resolved;
  chosen: KnobChoices;
  words: Words;
  /** What the core says against a value, by the knob's name. */
  wrong: { key: string; message: string } | null;
  value(key: string, value: string): void;
  show(key: string, on: boolean): void;
  lock(key: string, on: boolean): void;
  bound(key: string, bound: Bound | null): void;
}

/** Every knob that applies to the run: its value, and how far a reader may turn it. */
export function knobTable(table: Table): TemplateResult {
  const { description, resolved, words } = table;
  const applying = description.knobs.filter(({ name }) => name in resolved.values && !ELSEWHERE.includes(name));
  const groups = [...new Set(applying.map(({ group }) => group))];
  const { knobs } = words.text.compose;
  return html`
    ${groups.map(
      (group) => html`
        <details class="knob-group">
          <summary>${groupTitle(words, group)}</summary>
          <div class="scroll">
            <table>
              <thead>
                <tr><th scope="col">${knobs.knob}</th><th scope="col">${knobs.value}</th><th scope="col">${knobs.shown}</th><th scope="col">${knobs.locked}</th><th scope="col">${knobs.bounds}</th></tr>
              </thead>
              <tbody>${applying.filter((knob) => knob.group === group).map((knob) => row(table, knob))}</tbody>
            </table>
          </div>
        </details>
      `,
    )}
  `;
}

function row(table: Table, knob: Knob): TemplateResult {
  const { resolved, chosen, words, wrong } = table;
  const { name } = knob;
  const { knobs } = words.text.compose;
  const choices = resolved.choices[name] ?? knob.choices;
  const value = resolved.values[name]!;
  const set = (event: Event) => table.value(name, (event.target as HTMLInputElement).value.trim());
  const bad = wrong?.key === name;
  return html`
    <tr>
      <th scope="row" title=${knobHelp(words, knob)}><code>${name}</code></th>
      <td>
        ${knob.type === 'choice'
          ? html`<select aria-label=${knobs.valueOf(name)} @change=${set}>${choices?.map((choice) => html`<option .selected=${choice === value}>${choice}</option>`)}</select>`
          : html`<input type="text" aria-label=${knobs.valueOf(name)} aria-invalid=${bad ? 'true' : 'false'} autocomplete="off" spellcheck="false" .value=${value} @change=${set} />`}
        ${bad ? html`<p class="error">${wrong.message}</p>` : nothing}
      </td>
      <td><input type="checkbox" aria-label=${knobs.show(name)} .checked=${chosen.shown.includes(name)} @change=${(event: Event) => table.show(name, (event.target as HTMLInputElement).checked)} /></td>
      <td><input type="checkbox" aria-label=${knobs.lock(name)} .checked=${chosen.locked.includes(name)} @change=${(event: Event) => table.lock(name, (event.target as HTMLInputElement).checked)} /></td>
      <td>${bounds(table, knob, choices)}</td>
    </tr>
  `;
}

function bounds({ chosen, words, bound }: Table, knob: Knob, choices: readonly string[] | undefined): TemplateResult | typeof nothing {
  const { knobs } = words.text.compose;
  const { name } = knob;
  const found = chosen.bounds.get(name);
  if (knob.type === 'choice' && choices) {
    const among = found && 'among' in found ? found.among : [...choices];
    const set = (choice: string, on: boolean) => {
      const next = choices.filter((other) => (other === choice ? on : among.includes(other)));
      bound(name, next.length === 0 || next.length === choices.length ? null : { among: next });
    };
    return html`
      <span class="among">
        ${choices.map((choice) => html`<label><input type="checkbox" .checked=${among.includes(choice)} @change=${(event: Event) => set(choice, (event.target as HTMLInputElement).checked)} />${choice}</label>`)}
      </span>
    `;
  }
  if (knob.type !== 'integer' && knob.type !== 'real') return nothing;
  const { low, high } = found && 'low' in found ? found : { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  const end = (which: 'low' | 'high', value: number, label: string) => html`
    <input
      type="number"
      step="any"
      aria-label=${label}
      placeholder=${String(knob[which] ?? '')}
      .value=${Number.isFinite(value) ? String(value) : ''}
      @change=${(event: Event) => {
        const { value: text, valueAsNumber } = event.target as HTMLInputElement;
        const next = { low, high, [which]: text.trim() === '' ? (which === 'low' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY) : valueAsNumber };
        bound(name, Number.isFinite(next.low) || Number.isFinite(next.high) ? next : null);
      }}
    />
  `;
  return html`<span class="ends">${end('low', low, knobs.least(name))} – ${end('high', high, knobs.most(name))}</span>`;
}
