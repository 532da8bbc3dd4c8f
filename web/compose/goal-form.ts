import { type TemplateResult, html } from 'lit';
import { type Goal, MEASURES, OPERATORS, SAMPLES, SUMMARIES, formatGoal } from '../element/goal.ts';
import { type Measuring, measuresOf } from '../element/measured.ts';
import type { Words } from '../messages/index.ts';

/** A goal to begin with: what the run measures, after adaptation. */
export function firstGoal(measuring: Measuring): Goal {
  const lower = measuring.value === 'loss';
  return { measure: measuresOf(measuring)[1]!, of: 'batch', summary: 'mean', op: lower ? 'below' : 'above', value: lower ? 1 : -10, within: 100, at: null, window: 1 };
}

interface Form {
  goal: Goal;
  measuring: Measuring | null;
  words: Words;
  set(goal: Goal): void;
}

/** The goal's parts as fields. */
export function goalForm({ goal, measuring, words, set }: Form): TemplateResult {
  const { compose, element: { goal: said } } = words.text;
  const choice = <K extends 'measure' | 'of' | 'summary' | 'op'>(key: K, options: readonly Goal[K][], titles: Record<string, string>) => html`
    <label>
      <span>${compose.goal[key]}</span>
      <select @change=${(event: Event) => set({ ...goal, [key]: (event.target as HTMLSelectElement).value })}>
        ${options.map((name) => html`<option value=${name} .selected=${name === goal[key]}>${titles[name]}</option>`)}
      </select>
    </label>
  `;
  const number = (key: 'value' | 'within', value: number | null, step: string, use: (value: number | null) => void) => html`
    <label>
      <span>${compose.goal[key]}</span>
      <input
        type="number"
        step=${step}
        min=${key === 'within' ? '1' : ''}
        .value=${value === null ? '' : String(value)}
        @change=${(event: Event) => {
          const { value: text, valueAsNumber } = event.target as HTMLInputElement;
          use(text.trim() === '' ? null : valueAsNumber);
        }}
      />
    </label>
  `;
  return html`
    <div class="fields">
      ${choice('measure', measuring ? measuresOf(measuring) : MEASURES, said.measures)} ${choice('of', SAMPLES, said.samples)}
      ${choice('summary', SUMMARIES, said.summaries)} ${choice('op', OPERATORS, compose.goal.operators)}
      ${number('value', goal.value, 'any', (value) => set({ ...goal, value: value ?? 0 }))}
      ${number('within', goal.within, '1', (value) => set({ ...goal, within: value === null ? null : Math.max(1, Math.round(value)) }))}
    </div>
    <p class="hint"><code>${formatGoal(goal)}</code></p>
  `;
}
