import { type TemplateResult, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { withoutChanges } from '../engine/changes.ts';
import { Part, type Run } from './part.ts';
import type { StoredPoint, StoredRuns } from '../run/stored-runs.ts';

/** All iterations that the run has been through, each to be looked back at; and those that it can be entered at, trained beforehand. */
export class TimelinePart extends Part {
  static override properties = { ...Part.properties, stored: { attribute: false } };
  /** Null where the host has none. */
  declare stored: StoredRuns | null;
  /** The points of the line that was asked about last. */
  private points: { line: string; found: readonly StoredPoint[] } = { line: '', found: [] };
  private unavailable = false;

  constructor() {
    super();
    this.stored = null;
  }

  override render() {
    const { run, words: { text, format } } = this;
    if (!run?.resolved) return nothing;
    const { earliest, farthest } = run;
    const at = Math.min(run.goingTo ?? run.completed, farthest);
    const back = farthest - at;
    const id = this.unique('timeline');
    return html`
      <section role="group" class="panel timeline" part="view" aria-label=${text.timeline.title}>
        <label for=${id}>${text.timeline.title}</label>
        <input
          id=${id}
          type="range"
          min=${earliest}
          max=${farthest}
          step="1"
          ?disabled=${farthest <= earliest}
          .value=${live(String(at))}
          aria-valuetext=${text.timeline.said(format.amount(at), format.amount(farthest))}
          aria-describedby="${id}-note"
          @input=${(event: Event) => run.goTo((event.target as HTMLInputElement).valueAsNumber)}
        />
        <output for=${id} aria-hidden="true">${text.timeline.at(format.amount(at), format.amount(farthest))}</output>
        ${back ? html`<button type="button" part="button" class="quiet" @click=${() => run.goTo(farthest)}>${text.timeline.latest(format.amount(farthest))}</button>` : nothing}
        ${this.beforehand(run)}
        <p class="hint" id="${id}-note">${back ? text.timeline.back(format.amount(back)) : text.timeline.hint}</p>
      </section>
    `;
  }

  /** The points at which a run with this line can be entered. */
  private beforehand(run: Run): TemplateResult | typeof nothing {
    const { text, format } = this.words;
    const line = withoutChanges(run.resolved!.short);
    void this.find(line);
    const { found } = this.points;
    if (this.points.line !== line || !found.length) return nothing;
    return html`
      <div class="beforehand" role="group" aria-label=${text.timeline.trained}>
        <span aria-hidden="true">${text.timeline.trained}</span>
        <button type="button" part="button" class="quiet" aria-label=${text.timeline.fromNothingSaid} @click=${() => run.start(line)}>${text.timeline.fromNothing}</button>
        ${found.map(
          (point) => html`
            <button
              type="button"
              part="button"
              class="quiet"
              aria-label=${text.timeline.afterSaid(format.amount(point.iteration))}
              aria-pressed=${run.completed === point.iteration && run.progress?.receipt?.hash === point.hash ? 'true' : 'false'}
              @click=${() => this.enter(run, point)}
            >
              ${text.timeline.after(format.amount(point.iteration))}
            </button>
          `,
        )}
        ${this.unavailable ? html`<output role="status">${text.timeline.unavailable}</output>` : nothing}
      </div>
    `;
  }

  private async find(line: string): Promise<void> {
    if (this.points.line === line || !this.stored) return;
    this.points = { line, found: [] };
    // An index that cannot be fetched is as good as none.
    const found = await this.stored.of(line).catch(() => []);
    if (this.points.line !== line) return;
    this.points = { line, found };
    this.requestUpdate();
  }

  private async enter(run: Run, point: StoredPoint): Promise<void> {
    const bytes = await this.stored!.fetch(point).catch(() => null);
    this.unavailable = bytes === null;
    this.requestUpdate();
    if (bytes) await run.enter(bytes, point);
  }
}
