import { html, nothing } from 'lit';
import type { Knob } from '../engine/protocol.ts';
import { groupTitle } from '../messages/core-words.ts';
import { FREE, type KnobRules } from './knob-rules.ts';
import { knobField } from './knob-field.ts';
import { Part } from './part.ts';

/** Chosen in the controls. */
const ELSEWHERE = ['learner', 'tasks', 'preset'];

/** The knobs of a run, made from the core's table: all that apply to it, or those that are named. */
export class KnobsPart extends Part {
  static override properties = { ...Part.properties, names: { attribute: false }, rules: { attribute: false } };
  /** In the order in which they are shown; null for all, in their groups. */
  declare names: readonly string[] | null;
  declare rules: KnobRules;

  constructor() {
    super();
    this.names = null;
    this.rules = FREE;
  }

  override render() {
    const { run, words: { text } } = this;
    if (!run?.description || !run.resolved) return nothing;
    const id = this.unique('knobs');
    return html`
      <section class="panel knobs" part="view" aria-labelledby=${id}>
        <header>
          <h2 id=${id}>${text.knobs.title}</h2>
          <p>${text.knobs.lead}</p>
        </header>
        ${this.names ? html`<div class="some">${this.named(this.names).map((knob) => this.field(knob))}</div>` : this.groups()}
      </section>
    `;
  }

  private get applying(): Knob[] {
    const { description, resolved } = this.run!;
    return description!.knobs.filter(({ name }) => name in resolved!.values);
  }

  private named(names: readonly string[]): Knob[] {
    return names.flatMap((name) => this.applying.find((knob) => knob.name === name) ?? []);
  }

  private groups() {
    const groups = new Map<string, Knob[]>();
    for (const knob of this.applying) {
      if (!ELSEWHERE.includes(knob.name)) groups.set(knob.group, [...(groups.get(knob.group) ?? []), knob]);
    }
    return html`
      <div class="groups">
        ${[...groups].map(
          ([group, knobs]) => html`
            <fieldset>
              <legend>${groupTitle(this.words, group)}</legend>
              ${knobs.map((knob) => this.field(knob))}
            </fieldset>
          `,
        )}
      </div>
    `;
  }

  private field(knob: Knob) {
    return knobField({ run: this.run!, knob, id: this.unique(`knob-${knob.name}`), words: this.words, rules: this.rules });
  }
}
