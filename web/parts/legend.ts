import { type TemplateResult, html, nothing } from 'lit';
import type { Mark } from '../faces/face.ts';
import { tint } from './tint.ts';

/** The meaning of the marks in a picture. */
export function legend(marks: readonly Mark[] | undefined): TemplateResult | typeof nothing {
  if (!marks?.length) return nothing;
  return html`<ul class="legend">${marks.map(({ look, colour, label }) => html`<li class="mark ${look}" ${tint(colour)}>${label}</li>`)}</ul>`;
}
