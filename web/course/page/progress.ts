// Which exercises were solved: kept in the reader's browser, and only where the reader says so.
import { html, nothing, render } from 'lit';
import type { About } from './about.ts';

const PLACE = 'meta-rl-playground-course';

/** Null where nothing is to be kept, or cannot be. */
function solved(): string[] | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PLACE) ?? 'null');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : null;
  } catch {
    return null;
  }
}

function keep(list: readonly string[] | null): void {
  try {
    if (list) localStorage.setItem(PLACE, JSON.stringify(list));
    else localStorage.removeItem(PLACE);
  } catch {
    // A page that may store nothing forgets with its visitor.
  }
}

/** An exercise was solved; forgotten where the reader wants nothing to be kept. */
export function remember(exercise: string): void {
  const list = solved();
  if (list && !list.includes(exercise)) keep([...list, exercise]);
}

/** The switch on the page of contents, and what was solved beside each chapter. */
export function showProgress({ words: { progress } }: About): void {
  const place = document.querySelector<HTMLElement>('#progress');
  if (!place) return;
  const draw = (): void => {
    const list = solved();
    render(
      html`
        <label class="switch">
          <input
            type="checkbox"
            .checked=${list !== null}
            @change=${(event: Event) => {
              keep((event.target as HTMLInputElement).checked ? [] : null);
              draw();
            }}
          />
          <span>${progress.keep}</span>
        </label>
        <p class="hint">${progress.kept}</p>
      `,
      place,
    );
    for (const item of document.querySelectorAll<HTMLElement>('.chapters > li')) {
      const all = item.dataset.exercises?.split(' ').filter(Boolean) ?? [];
      let mark = item.querySelector<HTMLElement>('.solved');
      if (!mark) {
        mark = document.createElement('p');
        mark.className = 'solved';
        item.append(mark);
      }
      const done = all.filter((one) => list?.includes(one)).length;
      render(list && all.length ? html`${progress.solved(done, all.length)}` : nothing, mark);
    }
  };
  draw();
}
