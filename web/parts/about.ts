import { type TemplateResult, html, nothing } from 'lit';
import { familyHelp, familyTitle, learnerHelp, learnerTitle, presetHelp, presetTitle } from '../messages/core-words.ts';
import type { Words } from '../messages/index.ts';
import { Part, type Run } from './part.ts';

/** The family, the learner and the preset of a run, and how long its iterations take. */
export function about(run: Run, words: Words): TemplateResult | typeof nothing {
  const { family, learner, resolved } = run;
  if (!family || !resolved) return nothing;
  const preset = family.presets.find(({ name }) => name === resolved.values.preset);
  const takes = html`<span class="takes">${duration(run, words)}</span>`;
  return html`
    <dl class="about">
      <div><dt>${familyTitle(words, family)}</dt><dd>${familyHelp(words, family)}</dd></div>
      ${learner ? html`<div><dt>${learnerTitle(words, learner)}</dt><dd>${learnerHelp(words, learner, family)}</dd></div>` : nothing}
      ${preset
        ? html`<div><dt>${words.text.controls.presetTitle(presetTitle(words, family, preset))}</dt><dd>${presetHelp(words, family, preset)} ${takes}</dd></div>`
        : html`<div><dt></dt><dd>${takes}</dd></div>`}
    </dl>
  `;
}

function duration({ progress }: Run, { text, format }: Words): string {
  const time = progress?.iterationTime ?? Number.NaN;
  if (Number.isNaN(time)) return progress && progress.status.iteration > 0 ? '' : text.standing.measuring;
  return (progress!.atLeast ? text.standing.takesMore : text.standing.takes)(format.duration(time));
}

/** The same as a view of its own. */
export class AboutPart extends Part {
  override render() {
    const { run, words } = this;
    if (!run?.resolved) return nothing;
    return html`<section role="group" class="panel" part="view" aria-label=${words.text.controls.about}>${about(run, words)}</section>`;
  }
}
