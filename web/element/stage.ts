import { type TemplateResult, html } from 'lit';
import type { Words } from '../messages/index.ts';
import type { Stage } from '../state/phase.ts';

const order: Stage[] = ['tasks', 'adaptation', 'update'];

/** The frame that the three stages share. `lead`: what it is about where that is not the same in every run. */
export function stage({ text }: Words, name: Stage, body: TemplateResult, lead = text.stages[name].lead): TemplateResult {
  return html`
    <section class="stage" data-stage=${name} aria-labelledby="stage-${name}">
      <header>
        <span class="number" aria-hidden="true">${order.indexOf(name) + 1}</span>
        <div>
          <h2 id="stage-${name}">${text.stages[name].title}</h2>
          <p>${lead}</p>
        </div>
      </header>
      ${body}
    </section>
  `;
}

/** What a picture shows, for those who read rather than look. */
export function caption(sentence: string): TemplateResult {
  return html`<figcaption>${sentence}</figcaption>`;
}
