// All that an element shows, from its loader to its views.
import { type TemplateResult, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Words } from '../messages/index.ts';
import type { Addresses } from '../parts/addresses.ts';
import type { StoredRuns } from '../run/stored-runs.ts';
import { litOf } from '../parts/lit.ts';
import type { AttributeValues } from './api/parse.ts';
import type { ElementRun } from './element-run.ts';
import { knobRules } from './locks.ts';
import type { Refused } from './refused.ts';
import { refusedSentence } from './sentence.ts';
import { takeAway } from './take-away.ts';
import { VIEW_TEMPLATES, type ViewContext, isStage, rowsOf, viewsOf } from './views.ts';

export interface Shell {
  conducted: ElementRun;
  words: Words;
  values: AttributeValues;
  /** What is wrong with the attributes. */
  refused: readonly Refused[];
  address: Addresses | null;
  stored: StoredRuns | null;
  /** Whether the focus is inside: only then is anything announced. */
  focused: boolean;
  load(): void;
}

export function shell(about: Shell): TemplateResult {
  const { conducted, words } = about;
  const { run } = conducted;
  return html`
    <div class="playground" role="group" aria-label=${words.text.element.name}>
      ${wrong(about)}
      ${conducted.open
        ? opened(about)
        : html`
            <div class="loader" part="loader">
              <slot name="fallback"></slot>
              ${loader(about)}
            </div>
          `}
      <mrl-messages .run=${run} .words=${words}></mrl-messages>
      <slot name="caption"></slot>
      <mrl-glossary .words=${words}></mrl-glossary>
      <mrl-spoken .run=${run} .words=${words} .quiet=${!about.focused}></mrl-spoken>
    </div>
  `;
}

function loader({ conducted, words, values, load }: Shell): TemplateResult | typeof nothing {
  const { element, standing } = words.text;
  if (conducted.state === 'failed') return nothing;
  if (conducted.state === 'idle' && values.load === 'click') {
    return html`<p><button type="button" part="button" @click=${load}>${element.load}</button></p>`;
  }
  return html`<p class="hint">${standing.loading}</p>`;
}

function opened({ conducted, words, values, address, stored }: Shell): TemplateResult {
  const { run, rules, goal } = conducted;
  const knobs = values.knobs === 'all' ? null : values.knobs;
  const context: ViewContext = { run, words, rules: knobRules(rules), knobs, goal, address, stored };
  const views = viewsOf(values.views, { goal: goal !== null, knobs: values.knobs !== null });
  return html`
    <mrl-controls .run=${run} .words=${words} .shown=${values.controls} .rules=${context.rules}></mrl-controls>
    ${repeat(
      rowsOf(views),
      (row) => row.join(' '),
      (row) => {
        const shown = row.map((view) => html`<div class="view" data-view=${view}>${VIEW_TEMPLATES[view](context)}${values.savable ? takeAway(view, context) : nothing}</div>`);
        return isStage(row[0]!) ? html`<div class="row stages" data-lit=${litOf(run)}>${shown}</div>` : html`<div class="row">${shown}</div>`;
      },
    )}
  `;
}

/** What is wrong with the attributes stays there: only their author can mend it. */
function wrong({ refused, words }: Shell): TemplateResult | typeof nothing {
  if (!refused.length) return nothing;
  return html`<div role="alert">${refused.map((one) => html`<p class="message error" part="message">${refusedSentence(one, words)}</p>`)}</div>`;
}
