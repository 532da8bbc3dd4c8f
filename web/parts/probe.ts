import { html, nothing } from 'lit';
import type { TaskParameter } from '../engine/protocol.ts';
import { parameterHelp, parameterTitle, unitName } from '../messages/core-words.ts';
import { ownComplaint } from '../run/complaint.ts';
import { Part } from './part.ts';
import { type Sight, sightOf } from './scene.ts';
import { complaintSentence } from './sentences/complaint.ts';

/** A part narrower than this (CSS pixels) shows the form when it is asked for. */
const ROOM = 560;

/** A task of the visitor's own, by its parameters. */
export class ProbePart extends Part {
  private open: boolean | null = null;
  /** The values that the fields were last given; and the same, kept, while somebody is writing into them. */
  private given: number[] = [];
  private writing: number[] | null = null;

  override render() {
    const { text } = this.words;
    const sight = sightOf(this.run, this.words);
    if (!sight) return nothing;
    const { run, task, resolved: { parameters } } = sight;
    // While somebody is writing, the fields no longer follow the run: they are given what they were given before, which leaves their text alone.
    const following = parameters.map(({ low, high }, i) => task?.[i] ?? (low + high) / 2);
    this.given = this.writing?.length === parameters.length ? this.writing : following;
    const pending = run.probe !== null && run.probe.trace === null;
    const complaint = run.probeComplaint;
    this.open ??= this.hasRoom();
    return html`
      <details class="probe" ?open=${this.open} @toggle=${(event: Event) => (this.open = (event.target as HTMLDetailsElement).open)}>
        <summary>${text.probe.title}</summary>
        <p class="hint">${text.probe.hint}</p>
        <form novalidate @focusin=${this.begin} @focusout=${this.end} @submit=${(event: SubmitEvent) => this.submit(event, sight)}>
          ${parameters.map((parameter, i) => this.field(sight, parameter, this.given[i]!, i))}
          ${complaint && !parameters.some(({ name }) => name === complaint.key) ? html`<p class="error" role="alert">${complaintSentence(complaint, this.words)}</p>` : nothing}
          <button type="submit" part="button">${pending ? text.probe.adapting : text.probe.adapt}</button>
          ${pending ? html`<button type="button" part="button" class="quiet" @click=${() => run.closeProbe()}>${text.probe.cancel}</button>` : nothing}
        </form>
      </details>
    `;
  }

  /** Where there is little room, the form opens when it is asked for. */
  private hasRoom(): boolean {
    const root = this.getRootNode();
    return (root instanceof ShadowRoot ? root.host : document.documentElement).clientWidth > ROOM;
  }

  private field({ run, family }: Sight, parameter: TaskParameter, value: number, i: number) {
    const { text, format } = this.words;
    const { probe, probeComplaint } = run;
    const wrong = probeComplaint?.key === parameter.name ? probeComplaint : null;
    const probed = probe?.task[i];
    const outside = probed !== undefined && (probed < parameter.low - 1e-6 || probed > parameter.high + 1e-6);
    const range = text.probe.range(format.number(parameter.low), format.number(parameter.high));
    const note = this.unique(`probe-${i}`);
    return html`
      <label class=${wrong ? 'wrong' : ''}>
        <span>${text.tasks.axis(parameterTitle(this.words, family, parameter), unitName(this.words, parameter))}</span>
        <input
          name=${parameter.name}
          type="number"
          step="any"
          inputmode="decimal"
          .value=${inField(value)}
          title=${parameterHelp(this.words, family, parameter)}
          aria-invalid=${wrong ? 'true' : 'false'}
          aria-describedby=${note}
        />
        ${wrong
          ? html`<small class="error" id=${note} role="alert">${complaintSentence(wrong, this.words)}</small>`
          : html`<small id=${note}>${outside ? text.probe.outside : range}</small>`}
      </label>
    `;
  }

  private readonly begin = () => {
    this.writing ??= this.given;
  };

  private readonly end = (event: FocusEvent) => {
    const form = event.currentTarget as HTMLFormElement;
    if (!form.contains(event.relatedTarget as Node | null)) this.writing = null;
  };

  private submit(event: SubmitEvent, { run, family, resolved: { parameters } }: Sight): void {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const values = parameters.map(({ name }) => (form.elements.namedItem(name) as HTMLInputElement).value.trim());
    const wrong = values.findIndex((value) => value === '' || !Number.isFinite(Number(value)));
    if (wrong < 0) return void run.startProbe(Float32Array.from(values, Number));
    const parameter = parameters[wrong]!;
    run.complainOfProbe(ownComplaint('not-a-number', { name: parameterTitle(this.words, family, parameter) }, parameter.name, values[wrong]!));
  }
}

/** Four digits say enough of a measure, but not of a number that names something. */
function inField(value: number): string {
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(4)));
}
