import { type TemplateResult, html } from 'lit';
import type { KnobRules } from './knob-rules.ts';
import type { Run } from './part.ts';

export interface Option {
  name: string;
  title: string;
  group?: string;
}

export interface Choice {
  run: Run;
  rules: KnobRules;
  key: string;
  label: string;
  options: Option[];
}

/** A knob that chooses the run itself, by titles rather than by names. */
export function choice({ run, rules, key, label, options }: Choice): TemplateResult {
  const value = run.resolved?.values[key];
  const wrong = run.complaint?.key === key;
  return html`
    <label class=${wrong ? 'choice wrong' : 'choice'}>
      <span>${label}</span>
      <select
        ?disabled=${!run.resolved || options.length === 0 || rules.locked(key)}
        aria-invalid=${wrong ? 'true' : 'false'}
        .value=${value ?? ''}
        @change=${(event: Event) => set(run, rules, key, event.target as HTMLSelectElement)}
      >
        ${grouped(options).map(([group, list]) => {
          const found = list.map((option) => html`<option value=${option.name} .selected=${option.name === value}>${option.title}</option>`);
          return group ? html`<optgroup label=${group}>${found}</optgroup>` : found;
        })}
      </select>
    </label>
  `;
}

/** A refused choice falls back to the one in force. */
async function set(run: Run, rules: KnobRules, key: string, select: HTMLSelectElement): Promise<void> {
  await rules.set(run, key, select.value);
  select.value = run.resolved?.values[key] ?? '';
}

/** In the order in which the groups come first; a group of all needs no name. */
function grouped(options: Option[]): Array<[group: string, options: Option[]]> {
  const groups = new Map<string, Option[]>();
  for (const option of options) groups.set(option.group ?? '', [...(groups.get(option.group ?? '') ?? []), option]);
  return groups.size === 1 ? [['', options]] : [...groups];
}
