import { html, nothing } from 'lit';
import type { TaskParameter } from '../engine/protocol.ts';
import { ownComplaint } from '../run/complaint.ts';
import { complaintWords } from './complaint-words.ts';
import { Part } from './part.ts';

/** A task of the visitor's own, by its parameters. */
class ProbeForm extends Part {
  /** Where there is little room, it opens when asked for. */
  private open = matchMedia('(min-width: 701px)').matches;

  /** What the fields were last given; and the same, held fast, while somebody is writing into them. */
  private given: number[] = [];
  private writing: number[] | null = null;

  override render() {
    const { session } = this;
    const parameters = session.resolved?.parameters ?? [];
    // While somebody is writing, the fields no longer follow the run: they are given what they were given before, which leaves alone what stands in them.
    const following = parameters.map((parameter, i) => session.shownTask?.[i] ?? (parameter.low + parameter.high) / 2);
    this.given = this.writing?.length === parameters.length ? this.writing : following;
    const pending = session.probe !== null && session.probe.trace === null;
    return html`
      <details class="probe" ?open=${this.open} @toggle=${(event: Event) => (this.open = (event.target as HTMLDetailsElement).open)}>
        <summary>${this.words.text.probeTitle}</summary>
        <p class="hint">${this.words.text.probeHint}</p>
        <form novalidate @focusin=${this.begin} @focusout=${this.end} @submit=${(event: SubmitEvent) => this.submit(event, parameters)}>
          ${session.probeComplaint ? html`<p class="error" role="alert">${complaintWords(this.words, session.probeComplaint)}</p>` : nothing}
          ${parameters.map((parameter, i) => this.field(parameter, this.given[i]!, session.probe?.task[i]))}
          <button type="submit" ?disabled=${!session.resolved}>${pending ? this.words.text.probing : this.words.text.probeButton}</button>
          ${pending ? html`<button type="button" class="quiet" @click=${() => session.closeProbe()}>${this.words.text.probeCancel}</button>` : nothing}
        </form>
      </details>
    `;
  }

  private field(parameter: TaskParameter, value: number, probed: number | undefined) {
    const outside = probed !== undefined && (probed < parameter.low - 1e-6 || probed > parameter.high + 1e-6);
    const range = this.words.text.probeRange(this.words.format.number(parameter.low), this.words.format.number(parameter.high));
    return html`
      <label>
        <span>${this.words.text.captions.axis(parameter.name, parameter.unit)}</span>
        <input name=${parameter.name} type="number" step="any" inputmode="decimal" .value=${inField(value)} title=${parameter.help} />
        <small>${outside ? this.words.text.probeOutside : range}</small>
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

  private submit(event: SubmitEvent, parameters: TaskParameter[]): void {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const values = parameters.map(({ name }) => (form.elements.namedItem(name) as HTMLInputElement).value.trim());
    const wrong = values.findIndex((value) => value === '' || !Number.isFinite(Number(value)));
    if (wrong >= 0) return this.session.complainOfProbe(ownComplaint('not-a-number', {}, parameters[wrong]!.name, values[wrong]!));
    void this.session.startProbe(Float32Array.from(values, Number));
  }
}
/** Four digits say enough of a measure, but not of a number that names something. */
function inField(value: number): string {
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(4)));
}
customElements.define('mrl-probe-form', ProbeForm);
