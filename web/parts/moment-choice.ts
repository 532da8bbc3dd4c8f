import { type TemplateResult, html, nothing } from 'lit';
import type { Moment } from '../faces/face.ts';
import { momentName } from '../faces/moments.ts';
import { stepColour } from '../views/colour.ts';
import type { Theme } from '../views/frame.ts';
import type { Sight } from './scene.ts';
import { tint } from './tint.ts';

/** More moments than this are chosen along a line rather than by a button each. */
const MOST_BUTTONS = 12;

export interface MomentChoice {
  sight: Sight;
  /** A name that no other group of buttons has. */
  name: string;
  shown: Moment;
  last: number;
  theme: Theme;
  choose(moment: Moment): void;
}

/** Which moment of adaptation is shown. Where there are few, it is the legend of their colours, too. */
export function momentChoice({ sight, name, shown, last, theme, choose }: MomentChoice): TemplateResult {
  const { trace, family, resolved, words } = sight;
  const { text, format } = words;
  const { count } = resolved.adaptation;
  const values = trace?.values?.data ?? [];
  const worth = (moment: number) => (moment < values.length ? format.number(values[moment]!) : '');
  const button = (moment: Moment, label: string, colour: string, value: string) => html`
    <label>
      <input type="radio" name=${name} .checked=${shown === moment} @change=${() => choose(moment)} />
      <span class="step" ${tint(colour)}>${moment === 'all' ? nothing : html`<i class="swatch"></i>`}${label}${value ? html`<b>${value}</b>` : nothing}</span>
    </label>
  `;
  const all = button('all', text.adaptation.all[count], theme.ink, '');
  const moments = () => Array.from({ length: last + 1 }, (_, k) => button(k, momentName(k, sight), stepColour(theme, k, last), worth(k)));
  return html`
    <fieldset class="steps">
      <legend>${text.adaptation.choices[count][family.value]}</legend>
      <div>${all}${last < MOST_BUTTONS ? moments() : slider(sight, shown, last, worth, choose)}</div>
    </fieldset>
  `;
}

function slider(sight: Sight, shown: Moment, last: number, worth: (moment: number) => string, choose: (moment: Moment) => void): TemplateResult {
  const { text } = sight.words;
  const { count } = sight.resolved.adaptation;
  const at = shown === 'all' ? last : shown;
  const said = shown === 'all' ? text.adaptation.all[count] : text.adaptation.moment(momentName(at, sight), worth(at));
  return html`
    <input
      type="range"
      min="0"
      max=${last}
      .value=${String(at)}
      aria-label=${text.adaptation.chosen[count]}
      aria-valuetext=${said}
      @input=${(event: Event) => choose(Number((event.target as HTMLInputElement).value))}
    />
    <output>${said}</output>
  `;
}
