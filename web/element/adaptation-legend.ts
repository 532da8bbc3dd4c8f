import { type TemplateResult, html, nothing } from 'lit';
import type { Family, Trace } from '../engine/protocol.ts';
import type { Words } from '../messages/index.ts';
import { classColours } from '../views/classes.ts';
import type { Theme } from '../views/frame.ts';
import { tint } from './tint.ts';

/** What the marks of a family's drawing mean. */
export function adaptationLegend(family: Family, trace: Trace | null, theme: Theme, { text, format }: Words): TemplateResult {
  const goal = html`<li class="mark plus truth">${text.goal}</li>`;
  const choices = (paid: string, unpaid: string) => html`<li class="mark ring" ${tint(theme.post)}>${unpaid}</li><li class="mark full" ${tint(theme.post)}>${paid}</li>`;
  const marks: Partial<Record<string, () => TemplateResult | TemplateResult[]>> = {
    curve: () => html`<li class="mark dashes truth">${text.trueFunction}</li><li class="mark point truth">${text.supportPoints}</li>`,
    field: () => html`<li class="mark ring">${text.seenAs('0')}</li><li class="mark full">${text.seenAs('1')}</li>`,
    plane: () => html`${goal}${trace?.oracle ? html`<li class="mark dashes truth">${text.oracle}</li>` : nothing}`,
    classes: () => [
      ...Array.from({ length: trace?.grid_outputs?.shape[2] ?? 0 }, (_, c) => html`<li class="mark shape${c % 6}" ${tint(classColours(theme)[c % 6]!)}>${text.classesLegend.classOf(format.integer(c + 1))}</li>`),
      html`<li class="mark ringed">${text.classesLegend.support}</li><li class="mark faint">${text.classesLegend.query}</li>`,
      trace?.prototypes ? html`<li class="mark ringed large">${text.classesLegend.prototype}</li>` : html``,
    ],
    bandit: () => html`
      <li class="mark line truth">${text.banditLegend.truth}</li>
      ${trace?.exact_belief ? html`<li class="mark shade" ${tint(theme.post)}>${text.banditLegend.belief}</li>` : nothing}
      ${trace?.predicted_reward ? html`<li class="mark dashes ink">${text.banditLegend.predicted}</li>` : nothing}
      ${choices(text.banditLegend.paid, text.banditLegend.unpaid)}
    `,
    mdp: () => html`<li class="mark line" ${tint(theme.post)}>${text.mdpLegend.moment}</li><li class="mark line pale" ${tint(theme.post)}>${text.mdpLegend.path}</li>`,
    grid: () => html`<li class="mark frame truth">${text.goal}</li>${trace?.exact_belief ? html`<li class="mark shade truth">${text.gridLegend.belief}</li>` : nothing}`,
    'two-step': () => html`
      <li class="mark line truth">${text.twoStepLegend.better}</li>
      ${choices(text.twoStepLegend.paid, text.twoStepLegend.unpaid)}
      <li class="mark tick">${text.twoStepLegend.rare}</li>
    `,
  };
  return html`<ul class="legend">${marks[family.drawing]?.() ?? nothing}</ul>`;
}
