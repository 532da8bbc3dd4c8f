// The compared runs as tables: one to be read in the page, one with every number for a file.
import { type TemplateResult, html } from 'lit';
import type { Resolved } from '../../engine/protocol.ts';
import type { ComparisonWords } from '../../messages/comparison/comparison.ts';
import type { Words } from '../../messages/index.ts';
import { scoresOf } from '../../run/comparison/course.ts';
import { middleOf } from '../../run/comparison/differences.ts';
import type { Cell, Table } from '../takeaway/csv.ts';
import { halfOf } from './sentences.ts';
import type { Standing, Standings } from './standings.ts';

/** What each run has come to. */
export function standingsTable(standings: Standings, names: readonly string[], first: Resolved, words: Words, say: ComparisonWords): TemplateResult {
  const { table } = say;
  const { format } = words;
  const signed = (value: number) => (value > 0 ? `+${format.number(value)}` : format.number(value));
  const distance = ({ difference }: Standing): string => {
    if (difference === null || difference === 'other-tasks' || !Number.isFinite(difference.interval.low)) return table.none;
    const { interval } = difference;
    const half = halfOf(interval);
    return say.interval(signed(interval.middle), half === null ? null : format.number(half), signed(interval.low), signed(interval.high));
  };
  return html`
    <div class="scroller" role="group" tabindex="0" aria-label=${table.title}>
      <table>
        <caption>${table.title}</caption>
        <thead>
          <tr>${[table.run, table.differs, table.iteration, table.seconds, table.score, table.difference].map((title) => html`<th scope="col">${title}</th>`)}</tr>
        </thead>
        <tbody>
          ${standings.all.map((standing, i) => {
            const { contender: { difference, members }, scores } = standing;
            const last = scores.at(-1);
            const score = !last ? table.none : members.length > 1 ? say.interval(format.number(last.middle), null, format.number(last.low), format.number(last.high)) : format.number(last.middle);
            return html`
              <tr>
                <th scope="row">${names[i]}</th>
                <td>${difference ? say.instead(difference.key, difference.value, first.values[difference.key] ?? table.none) : table.none}</td>
                <td>${last ? format.integer(last.iteration) : table.none}</td>
                <td>${last ? format.number(last.seconds) : table.none}</td>
                <td>${score}</td>
                <td>${distance(standing)}</td>
              </tr>
            `;
          })}
        </tbody>
      </table>
    </div>
  `;
}

/** A row for each run at each iteration at which it was judged, with each held-out task's own number; null where there is none yet. */
export function comparisonTable({ all, quantity, summary, tasks }: Standings): Table | null {
  const rows = all.flatMap(({ contender: { members } }, i) =>
    members.flatMap(({ run: { resolved }, course }) =>
      !resolved ? [] : course.points.map((point): Cell[] => {
        const scores = scoresOf(point, resolved, quantity);
        const padded = Array.from({ length: tasks }, (_, task): Cell => scores[task] ?? null);
        return [i + 1, resolved.short, resolved.values.seed ?? '', point.iteration, point.milliseconds / 1000, middleOf(scores, summary), ...padded];
      }),
    ),
  );
  return rows.length ? { columns: ['run', 'line', 'seed', 'iteration', 'seconds', summary, ...Array.from({ length: tasks }, (_, task) => `task_${task + 1}`)], rows } : null;
}
