import { type TemplateResult, html, nothing } from 'lit';
import type { Words } from '../messages/index.ts';
import type { Count } from '../state/adapting.ts';
import { stepColour } from '../views/colour.ts';
import type { Theme } from '../views/frame.ts';
import { type ShownStep, stepName } from './shown.ts';
import { tint } from './tint.ts';

/** More than this are chosen along a line rather than by a button each. */
const MOST_BUTTONS = 12;

export interface StepChoice {
  shown: ShownStep;
  last: number;
  count: Count;
  /** What each of them was worth. */
  values: ArrayLike<number>;
  quantity: string;
  words: Words;
  theme: Theme;
  choose(step: ShownStep): void;
}

/** Which step of adaptation is shown. Where there are few, it is the legend of their colours, too. */
export function stepChoice(about: StepChoice): TemplateResult {
  const { shown, last, count, values, quantity, words, theme, choose } = about;
  const { text, format } = words;
  const value = (step: number) => (step < values.length ? format.number(values[step]!) : '');
  const button = (step: ShownStep, name: string, colour: string, worth: string) => html`
    <label>
      <input type="radio" name="inner-step" .checked=${shown === step} @change=${() => choose(step)} />
      <span class="step" ${tint(colour)}>${step === 'all' ? nothing : html`<i class="swatch"></i>`}${name}${worth ? html`<b>${worth}</b>` : nothing}</span>
    </label>
  `;
  const all = button('all', text.allSteps[count], theme.ink, '');
  if (last < MOST_BUTTONS) {
    return html`
      <fieldset class="steps">
        <legend>${text.stepsShown[count](quantity)}</legend>
        <div>${all}${Array.from({ length: last + 1 }, (_, step) => button(step, stepName(step, count, words), stepColour(theme, step, last), value(step)))}</div>
      </fieldset>
    `;
  }
  const at = shown === 'all' ? last : shown;
  const said = shown === 'all' ? text.allSteps[count] : text.stepValue(stepName(at, count, words), value(at));
  return html`
    <fieldset class="steps">
      <legend>${text.stepsShown[count](quantity)}</legend>
      <div>
        ${all}
        <input
          type="range"
          min="0"
          max=${last}
          .value=${String(at)}
          aria-label=${text.stepChosen[count]}
          aria-valuetext=${said}
          @input=${(event: Event) => choose(Number((event.target as HTMLInputElement).value))}
        />
        <output>${said}</output>
      </div>
    </fieldset>
  `;
}
