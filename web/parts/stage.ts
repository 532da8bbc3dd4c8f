import { type TemplateResult, html } from 'lit';
import { type Words, paragraph } from '../messages/index.ts';
import type { Stage } from '../run/phase.ts';
import { litOf } from './lit.ts';
import type { Run } from './part.ts';
import { marked } from './terms.ts';

const ORDER: Stage[] = ['tasks', 'adaptation', 'update'];

interface About {
  run: Run | null;
  words: Words;
  name: Stage;
  /** An id for its heading. */
  id: string;
  title: string;
  lead: string;
  body: TemplateResult;
}

/** The frame that the three stages share. */
export function stage({ run, words, name, id, title, lead, body }: About): TemplateResult {
  const lit = litOf(run);
  return html`
    <section role="group" class=${lit === 'all' || lit === name ? 'stage lit' : 'stage'} part="view" data-stage=${name} aria-labelledby=${id}>
      <header>
        <span class="number" aria-hidden="true">${ORDER.indexOf(name) + 1}</span>
        <div>
          <h2 id=${id}>${title}</h2>
          <p>${marked(words, lead)}</p>
        </div>
      </header>
      ${body}
    </section>
  `;
}

/** The place of a picture before there is a run. */
export const blank = html`<div class="blank"></div>`;

/** The content of a picture as text. */
export function caption(words: Words, sentences: readonly string[]): TemplateResult {
  return html`<figcaption>${paragraph(words, sentences)}</figcaption>`;
}
