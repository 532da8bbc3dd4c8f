import { html, nothing } from 'lit';
import { paragraph } from '../messages/index.ts';
import { type Series, bands } from '../views/bands.ts';
import { type Drawing, type Theme, emptyView } from '../views/frame.ts';
import { Part, type Run } from './part.ts';
import { type Sight, sightOf } from './scene.ts';
import { historySentences } from './sentences/update.ts';
import { caption } from './stage.ts';
import { marked } from './terms.ts';
import { themeOf } from './theme.ts';

/** Loss or return over the meta-iterations, before and after adaptation. */
export class HistoryPart extends Part {
  override render() {
    const sight = sightOf(this.run, this.words);
    if (!sight) return nothing;
    const { run: { history }, family, resolved: { adaptation }, words } = sight;
    const { text } = words;
    const { summary } = adaptation;
    const theme = themeOf(this);
    const drawing = this.memo('drawing', [history, history.iterations.at(-1), lookedBackAt(sight.run), theme], () => drawingOf(sight, theme));
    const empty = this.memo('empty', [], () => emptyView(text.history.empty));
    const said = historySentences(sight);
    const title = summary === 'total' ? text.history.titleTotal : adaptation.trials ? text.history.titleTrial : text.history.title[family.value];
    return html`
      <figure>
        <h3>${marked(words, title)}</h3>
        <mrl-picture part="picture" .drawing=${drawing ?? empty} .label=${paragraph(words, said)} .words=${words}></mrl-picture>
        <p class="hint">${marked(words, text.history.notes[summary === 'total' ? 'mean' : summary])}</p>
        ${caption(words, said)}
      </figure>
    `;
  }
}

/** The iteration that is looked back at; null where the run stands at its end. */
function lookedBackAt(run: Run): number | null {
  return run.completed < run.farthest ? run.completed : null;
}

function drawingOf({ run, family, resolved: { adaptation }, words: { text } }: Sight, theme: Theme): Drawing | null {
  const { history } = run;
  if (!history.length) return null;
  const at = lookedBackAt(run);
  const { count, summary } = adaptation;
  const series = (kind: 'pre' | 'post' | 'trial', label: string, colour: string): Series[] => {
    const column = (suffix: string) => history.column(`${kind}_${suffix}`);
    const middle = column(summary === 'median' ? 'median' : 'mean');
    return middle ? [{ label, colour, x: history.iterations, middle, lower: column('lower') ?? middle, upper: column('upper') ?? middle }] : [];
  };
  const total = summary === 'total';
  const [first, last] = [history.iterations[0]!, history.iterations.at(-1)!];
  return bands({
    series: total
      ? series('trial', text.history.total, theme.post)
      : [...series('pre', text.history.before[count], theme.pre), ...series('post', text.history.after[count], theme.post)],
    xLabel: text.history.axis,
    yLabel: total ? text.history.total : text.history.values[family.value],
    x: [first, Math.max(last, first + 1)],
    ...(family.value === 'loss' ? { floor: 0 } : {}),
    ...(at === null ? {} : { at }),
  });
}
