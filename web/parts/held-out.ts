import { html, nothing } from 'lit';
import { paragraph } from '../messages/index.ts';
import { emptyView } from '../views/frame.ts';
import { heldOutDrawing, heldOutOrder } from './held-out-drawing.ts';
import { Part } from './part.ts';
import { sightOf } from './scene.ts';
import { heldOutNotes, heldOutSentences } from './sentences/update.ts';
import { caption } from './stage.ts';
import { marked } from './terms.ts';
import { themeOf } from './theme.ts';

/** More lines than this need a higher picture. */
const FEW = 3;

/** Tasks that training never sees: the run beside its baselines and yardsticks. */
export class HeldOutPart extends Part {
  override render() {
    const sight = sightOf(this.run, this.words);
    if (!sight) return nothing;
    const { run: { evaluations }, family, resolved, words } = sight;
    const { text } = words;
    const theme = themeOf(this);
    const order = heldOutOrder(family, evaluations);
    const drawing = this.memo('drawing', [evaluations, theme, resolved], () => heldOutDrawing(sight, order, theme));
    const empty = this.memo('empty', [], () => emptyView(text.heldOut.empty));
    const said = heldOutSentences(sight, order);
    return html`
      <figure>
        <h3>${marked(words, text.heldOut.title)}</h3>
        <mrl-picture part="picture" class=${order.length > FEW ? 'tall' : ''} .drawing=${drawing ?? empty} .label=${paragraph(words, said)} .words=${words}></mrl-picture>
        <p class="hint">${marked(words, paragraph(words, heldOutNotes(sight, order)))}</p>
        ${caption(words, said)}
      </figure>
    `;
  }
}
