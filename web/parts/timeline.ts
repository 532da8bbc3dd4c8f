import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { Part } from './part.ts';

/** All iterations that the run has been through, each to be looked back at. */
export class TimelinePart extends Part {
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
        <p class="hint" id="${id}-note">${back ? text.timeline.back(format.amount(back)) : text.timeline.hint}</p>
      </section>
    `;
  }
}
