import { html, nothing } from 'lit';
import { paragraph } from '../messages/index.ts';
import { emptyView } from '../views/frame.ts';
import { legend } from './legend.ts';
import { Part } from './part.ts';
import { sceneOf, sightOf } from './scene.ts';
import { metaSentences } from './sentences/update.ts';
import { caption } from './stage.ts';
import { marked } from './terms.ts';
import { themeOf } from './theme.ts';

/** The unadapted parameters before and after the latest meta-update. */
export class UnadaptedPart extends Part {
  override render() {
    const sight = sightOf(this.run, this.words);
    if (!sight) return nothing;
    const { run, face, resolved, words } = sight;
    const { adaptation } = resolved;
    // A rule has no update, a single choice shows nothing of one, and without examples there are no prototypes.
    if (!face.meta || !adaptation.learns || adaptation.brief || adaptation.count === 'example') return nothing;
    const { meta } = face;
    const { text } = words;
    const trace = run.updated ?? run.shown?.trace;
    const theme = themeOf(this);
    const drawings = this.memo('drawings', [trace, theme, resolved], () => (trace ? meta.drawings(sceneOf(sight, trace), theme) : []));
    const waiting = this.memo('waiting', [], () => emptyView(text.meta.waiting));
    // The second picture keeps its place until the update is made.
    const places = drawings.length ? meta.pictures : 1;
    const said = metaSentences(sight);
    return html`
      <figure>
        <h3>${marked(words, adaptation.trials ? text.meta.titleTrial : text.meta.title)}</h3>
        <div class="pair">
          ${Array.from(
            { length: places },
            (_, i) => html`<mrl-picture part="picture" .drawing=${drawings[i] ?? waiting} .label=${paragraph(words, said)} .words=${words}></mrl-picture>`,
          )}
        </div>
        ${trace ? legend(meta.legend?.(sceneOf(sight, trace), theme)) : nothing}
        ${caption(words, said)}
      </figure>
    `;
  }
}
