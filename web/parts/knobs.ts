import { html, nothing } from 'lit';
import type { Knob } from '../engine/protocol.ts';
import { backToPreset, presetLines, presetValues } from '../run/preset-line.ts';
import { groupTitle } from '../messages/core-words.ts';
import { FREE, type KnobRules } from './knob-rules.ts';
import { knobField } from './knob-field.ts';
import { marked } from './terms.ts';
import { Part, type Run } from './part.ts';

/** Chosen in the controls. */
const ELSEWHERE = ['learner', 'tasks', 'preset'];
/** Groups in the order in which they are shown; others come after them. */
const ORDER = ['tasks', 'inner loop', 'outer loop', 'network', 'evaluation', 'run'];
/** Groups whose knobs are the run's own, whatever its preset. */
const OWN = ['run'];

/** The knobs of a run, made from the core's table: all that apply to it, or those that are named. */
export class KnobsPart extends Part {
  static override properties = { ...Part.properties, names: { attribute: false }, rules: { attribute: false } };
  /** In the order in which they are shown; null for all, in their groups. */
  declare names: readonly string[] | null;
  declare rules: KnobRules;
  /** Each knob's value in the preset, as far as it is known; and the lines that it was asked for. */
  private preset: Readonly<Record<string, string>> = {};
  private asked = '';

  constructor() {
    super();
    this.names = null;
    this.rules = FREE;
  }

  override render() {
    const { run, words: { text, format } } = this;
    if (!run?.description || !run.resolved) return nothing;
    const id = this.unique('knobs');
    this.askPreset(run);
    const changed = this.applying.filter((knob) => this.differs(knob));
    return html`
      <section role="group" class="panel knobs" part="view" aria-labelledby=${id}>
        <header>
          <h2 id=${id}>${text.knobs.title}</h2>
          <p>${marked(this.words, text.knobs.lead)}</p>
          <p class="of-preset">
            ${changed.length
              ? html`
                  <span>${text.knobs.changed(format.amount(changed.length), format.conjunction(changed.map(({ name }) => name)))}</span>
                  <button type="button" part="button" class="quiet" @click=${() => this.backToPreset(run)}>${text.knobs.allBack}</button>
                `
              : text.knobs.asPreset}
          </p>
        </header>
        ${this.names ? html`<div class="some">${this.named(this.names).map((knob) => this.field(knob))}</div>` : this.groups()}
      </section>
    `;
  }

  /** What the preset has is the core's to say: asked once for each learner, family, preset and choice. */
  private askPreset(run: Run): void {
    const lines = presetLines(run.resolved!, run.description!);
    const asked = lines.join(' ');
    if (asked === this.asked) return;
    this.asked = asked;
    void Promise.all(lines.map((line) => run.resolve(line))).then((answers) => {
      if (asked !== this.asked) return;
      this.preset = presetValues(answers);
      this.requestUpdate();
    });
  }

  /** Whether the value in force is another than the preset's. Seed and saved parameters are no preset's affair. */
  private differs({ name, group }: Knob): boolean {
    const preset = this.preset[name];
    return !OWN.includes(group) && preset !== undefined && this.run!.inForce(name)?.value !== preset;
  }

  private backToPreset(run: Run): void {
    const own = new Set(run.description!.knobs.filter(({ name, group }) => OWN.includes(group) || this.rules.locked(name)).map(({ name }) => name));
    void run.start(backToPreset(run.resolved!, (key) => own.has(key)));
  }

  private get applying(): Knob[] {
    const { description, resolved } = this.run!;
    return description!.knobs.filter(({ name }) => name in resolved!.values);
  }

  private named(names: readonly string[]): Knob[] {
    return names.flatMap((name) => this.applying.find((knob) => knob.name === name) ?? []);
  }

  private groups() {
    const groups = new Map<string, Knob[]>(ORDER.map((group) => [group, []]));
    for (const knob of this.applying) {
      if (!ELSEWHERE.includes(knob.name)) groups.set(knob.group, [...(groups.get(knob.group) ?? []), knob]);
    }
    return html`
      <div class="groups">
        ${[...groups].filter(([, knobs]) => knobs.length).map(
          ([group, knobs]) => html`
            <fieldset>
              <legend>${marked(this.words, groupTitle(this.words, group))}${this.count(knobs)}</legend>
              ${knobs.map((knob) => this.field(knob))}
            </fieldset>
          `,
        )}
      </div>
    `;
  }

  /** How many of a group differ from the preset. */
  private count(knobs: Knob[]) {
    const { text, format } = this.words;
    const changed = knobs.filter((knob) => this.differs(knob)).length;
    return changed ? html`<span class="badge">${text.knobs.changedHere(format.amount(changed))}</span>` : nothing;
  }

  private field(knob: Knob) {
    const preset = this.differs(knob) ? this.preset[knob.name]! : null;
    return knobField({ preset, run: this.run!, knob, id: this.unique(`knob-${knob.name}`), words: this.words, rules: this.rules });
  }
}
