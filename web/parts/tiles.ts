import { type TemplateResult, html, nothing } from 'lit';
import type { TasksFace, Tile } from '../faces/face.ts';
import type { Run } from './part.ts';
import type { Sight } from './scene.ts';

/** All tasks that a family has, as tiles to choose from; those of this batch are lit. */
export function tiles({ run, resolved, words }: Sight, face: TasksFace): TemplateResult {
  const { shown, probe, trail, task } = run;
  const list = face.tiles({ resolved, tasks: shown?.trace.tasks ?? null, before: trail.batches.at(-1) ?? null, index: probe ? null : task, shown: run.shownTask, words });
  return html`
    <p class="hint">${face.lead(words)}</p>
    <div class="tiles">
      ${list.map(
        (tile) => html`
          <button type="button" part="button" class="tile ${stateOf(tile)}" aria-pressed=${tile.chosen ? 'true' : 'false'} @click=${() => choose(run, tile)}>
            <span class="cells columns${tile.columns}" aria-hidden="true">${tile.cells.map((value) => html`<i class=${value > 0.5 ? 'one' : 'zero'}></i>`)}</span>
            <span class="name">${tile.name}</span>
            ${tile.count ? html`<span class="count">${face.count(tile, words)}</span>` : nothing}
          </button>
        `,
      )}
    </div>
  `;
}

function stateOf({ count, before }: Tile): string {
  return count ? 'lit' : before ? 'before' : 'dark';
}

/** A sampled task is shown, any other one is tried. */
function choose(run: Run, { task }: Tile): void {
  if (typeof task === 'number') run.choose(task);
  else void run.startProbe(task);
}
