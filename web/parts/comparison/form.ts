// Choosing in what another run differs.
import { type TemplateResult, html, nothing } from 'lit';
import type { Knob } from '../../engine/protocol.ts';
import type { ComparisonWords } from '../../messages/comparison/comparison.ts';
import { groupTitle, learnerTitle } from '../../messages/core-words.ts';
import type { Words } from '../../messages/index.ts';
import type { Difference } from '../../run/comparison/differing.ts';
import type { KnobRules } from '../knob-rules.ts';
import type { Run } from '../part.ts';

export interface DifferenceForm {
  run: Run;
  words: Words;
  say: ComparisonWords;
  rules: KnobRules;
  /** One that no other form has. */
  id: string;
  /** What was chosen so far; null before anything was. */
  chosen: Difference | null;
  choose(chosen: Difference): void;
  add(difference: Difference): void;
}

/** Knobs that choose the tasks or what is judged, or have a control of their own: another value of them is another comparison. */
const APART = ['learner', 'tasks', 'preset', 'seed', 'init', 'test_tasks'];

interface Option {
  value: string;
  title: string;
}

/** Learners that run on the same tasks, but the first run's own. */
function learnersFor({ description, family, resolved }: Run, rules: KnobRules, words: Words): Option[] {
  const knob = description?.knobs.find(({ name }) => name === 'learner');
  if (!knob || !family || rules.locked('learner')) return [];
  const names = rules.narrowed(knob, resolved?.choices.learner ?? knob.choices).choices ?? [];
  return names.flatMap((name) => {
    const learner = description!.learners.find((one) => one.name === name);
    return learner && name !== resolved?.values.learner && learner.families.includes(family.name) ? [{ value: name, title: learnerTitle(words, learner) }] : [];
  });
}

function knobsFor({ description, resolved }: Run, rules: KnobRules): Knob[] {
  return (description?.knobs ?? []).filter(({ name }) => resolved && name in resolved.values && !APART.includes(name) && !rules.locked(name));
}

/** Another value than the first run's, to begin with: twice a number, the next of choices. */
function otherValue(knob: Knob, run: Run, rules: KnobRules): string {
  const held = run.inForce(knob.name)?.value ?? knob.default;
  const { choices, low, high } = rules.narrowed(knob, run.resolved?.choices[knob.name] ?? knob.choices);
  if (choices) return choices.find((choice) => choice !== held) ?? held;
  const value = Number(held);
  if (!Number.isFinite(value) || held === '') return held;
  const double = Number((value === 0 ? 1 : 2 * value).toPrecision(12));
  const half = knob.type === 'integer' ? Math.floor(value / 2) : Number((value / 2).toPrecision(12));
  return String(high === undefined || double <= high ? double : Math.max(low ?? half, half));
}

export function differenceForm({ run, words, say, rules, id, chosen, choose, add }: DifferenceForm): TemplateResult {
  const learners = learnersFor(run, rules, words);
  const knobs = knobsFor(run, rules);
  const key = chosen?.key ?? (learners.length ? 'learner' : knobs[0]?.name);
  if (key === undefined) return html`<p class="hint">${say.add.none}</p>`;
  const knob = run.description!.knobs.find(({ name }) => name === key)!;
  const options: Option[] | null =
    key === 'learner' ? learners : (rules.narrowed(knob, run.resolved!.choices[key] ?? knob.choices).choices?.map((value) => ({ value, title: value })) ?? null);
  const value = chosen?.value ?? options?.[0]?.value ?? otherValue(knob, run, rules);
  const pick = (event: Event) => {
    const next = (event.target as HTMLSelectElement).value;
    const other = run.description!.knobs.find(({ name }) => name === next)!;
    choose({ key: next, value: next === 'learner' ? (learners[0]?.value ?? '') : otherValue(other, run, rules) });
  };
  const set = (event: Event) => choose({ key, value: (event.target as HTMLInputElement).value.trim() });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const field = (event.target as HTMLFormElement).elements.namedItem('value') as HTMLInputElement;
    add({ key, value: field.value.trim() });
  };
  const same = (run.inForce(key)?.value ?? run.resolved!.values[key]) === value;
  return html`
    <form class="add" novalidate aria-label=${say.add.title} @submit=${submit}>
      <label class="choice">
        <span>${say.add.what}</span>
        <select @change=${pick}>
          ${learners.length ? html`<option value="learner" .selected=${key === 'learner'}>${say.add.learner}</option>` : nothing}
          ${[...new Set(knobs.map(({ group }) => group))].map(
            (group) => html`
              <optgroup label=${groupTitle(words, group)}>
                ${knobs.filter((one) => one.group === group).map(({ name }) => html`<option value=${name} .selected=${name === key}>${name}</option>`)}
              </optgroup>
            `,
          )}
        </select>
      </label>
      <label class="choice">
        <span>${say.add.value}</span>
        ${options
          ? html`
              <select name="value" @change=${set}>
                ${options.map((option) => html`<option value=${option.value} .selected=${option.value === value}>${option.title}</option>`)}
              </select>
            `
          : html`<input type="text" name="value" autocomplete="off" spellcheck="false" .value=${value} @input=${set} aria-describedby=${same ? id : nothing} />`}
      </label>
      <button type="submit" part="button" ?disabled=${same || !run.resolved}>${say.add.act}</button>
      ${same ? html`<p class="hint" id=${id}>${say.add.same(say.knob(key, value))}</p>` : nothing}
    </form>
  `;
}
