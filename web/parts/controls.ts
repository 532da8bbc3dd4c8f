import { type TemplateResult, html, nothing } from 'lit';
import { FARTHEST } from '../engine/changes.ts';
import { SPEEDS, type Speed } from '../engine/protocol.ts';
import { familyTitle, learnerTitle, presetTitle } from '../messages/core-words.ts';
import { ownComplaint } from '../run/complaint.ts';
import { about } from './about.ts';
import { type Option, choice } from './choice.ts';
import { FREE, type KnobRules } from './knob-rules.ts';
import { loopModel } from './loop-model.ts';
import { Part, type Run } from './part.ts';
import { RateMeter, expectedRate } from './rate.ts';
import { sightOf } from './scene.ts';
import { standing } from './standing.ts';

/** The controls that can be asked for. */
export const CONTROLS = ['family', 'learner', 'preset', 'play', 'step', 'reset', 'speed', 'status', 'goto', 'about'] as const;
export type Control = (typeof CONTROLS)[number];

/** Controls that stand in one box with their like. */
const BOXES: Record<Control, string> = {
  family: 'choices', learner: 'choices', preset: 'choices', play: 'transport', step: 'transport', reset: 'transport', speed: 'speed', status: 'status', goto: 'status', about: 'about',
};

/** Choosing a run, making it go, and where it stands. */
export class ControlsPart extends Part {
  static override properties = { ...Part.properties, shown: { attribute: false }, rules: { attribute: false } };
  /** In the order in which they are shown. */
  declare shown: readonly Control[];
  declare rules: KnobRules;
  private readonly meter = new RateMeter();
  private metered = '';

  constructor() {
    super();
    this.shown = CONTROLS;
    this.rules = FREE;
  }

  override render() {
    const { run, words: { text } } = this;
    if (!run || !this.shown.length) return nothing;
    this.measure(run);
    return html`<section role="group" class="controls" part="controls" aria-label=${text.controls.title}>${this.boxes().map(([box, controls]) => this.box(run, box, controls))}</section>`;
  }

  private measure(run: Run): void {
    const pace = `${run.place} ${run.speed} ${run.goingTo}`;
    this.meter.add(performance.now(), run.completed, (run.progress?.running ?? false) && pace === this.metered);
    this.metered = pace;
  }

  /** Neighbours of one kind share a box. */
  private boxes(): Array<[box: string, controls: Control[]]> {
    const boxes: Array<[string, Control[]]> = [];
    for (const control of this.shown) {
      if (boxes.at(-1)?.[0] === BOXES[control]) boxes.at(-1)![1].push(control);
      else boxes.push([BOXES[control], [control]]);
    }
    return boxes;
  }

  private box(run: Run, box: string, controls: Control[]): TemplateResult | typeof nothing {
    const { text } = this.words;
    switch (box) {
      case 'choices':
        return html`<div class="choices">${controls.map((control) => this.choice(run, control))}</div>`;
      case 'transport':
        return html`<div class="transport" role="group" aria-label=${text.controls.transport}>${controls.map((control) => this.buttons(run, control))}</div>`;
      case 'speed':
        return this.speed(run);
      case 'status':
        return html`<div class="status">${controls.map((control) => (control === 'goto' ? this.goTo(run) : standing(run, this.words)))}</div>`;
      default:
        return about(run, this.words);
    }
  }

  private choice(run: Run, control: Control): TemplateResult {
    const { rules, words } = this;
    const { text } = words;
    const { description, family } = run;
    const key = control === 'family' ? 'tasks' : control;
    const knob = description?.knobs.find(({ name }) => name === key);
    const all = run.resolved?.choices[key] ?? knob?.choices ?? [];
    const allowed = knob ? (rules.narrowed(knob, all).choices ?? all) : all;
    if (control === 'family') {
      const families = allowed.flatMap((name): Option[] => {
        const found = description?.families.find((one) => one.name === name);
        return found ? [{ name, title: familyTitle(words, found) }] : [];
      });
      return choice({ run, rules, key, label: text.controls.tasks, options: families });
    }
    if (control === 'learner') return choice({ run, rules, key, label: text.controls.learner, options: this.learners(run, allowed) });
    const presets = (family?.presets ?? []).filter(({ name }) => allowed.includes(name));
    const options = presets.map((preset) => ({ name: preset.name, title: presetTitle(words, family!, preset) }));
    return choice({ run, rules, key, label: text.controls.preset, options });
  }

  /** Those that run on the family. Its yardsticks are a group of their own. */
  private learners({ description, family }: Run, names: readonly string[]): Option[] {
    const { text } = this.words;
    return names.flatMap((name): Option[] => {
      const learner = description?.learners.find((candidate) => candidate.name === name);
      if (!learner || (family && !learner.families.includes(family.name))) return [];
      return [{ name, title: learnerTitle(this.words, learner), group: learner.adapts === 'rule' ? text.controls.yardsticks : text.controls.learners }];
    });
  }

  private buttons(run: Run, control: Control): TemplateResult {
    const { controls: say } = this.words.text;
    const ready = run.resolved !== null;
    const running = run.progress?.running ?? false;
    const button = (label: string, key: string, hint: string, act: () => unknown) => html`
      <button type="button" part="button" ?disabled=${!ready} aria-keyshortcuts=${key} title=${hint} @click=${act}>${label}<kbd aria-hidden="true">${hint}</kbd></button>
    `;
    if (control === 'step') {
      return html`
        ${button(say.nextPhase, 'ArrowRight', say.keys.phase, () => run.step('phase'))}
        ${button(say.nextIteration, 'Shift+ArrowRight', say.keys.iteration, () => run.step('iteration'))}
      `;
    }
    if (control === 'reset') return html`${button(say.reset, 'R', say.keys.reset, () => run.reset())}${this.undo(run)}`;
    return html`
      <button type="button" part="button" class="play" data-running=${running ? 'yes' : 'no'} ?disabled=${!ready} aria-keyshortcuts="Space" @click=${() => run.toggle()}>
        <i class=${running ? 'icon pause' : 'icon play'} aria-hidden="true"></i>${running ? say.pause : say.play}
      </button>
    `;
  }

  /** The run that was left for this one can be taken up again as it stood. */
  private undo(run: Run): TemplateResult | typeof nothing {
    const { text, format } = this.words;
    const { previous } = run;
    if (!previous) return nothing;
    return html`<button type="button" part="button" class="quiet" @click=${() => run.undo()}>${text.controls.undo(format.amount(previous.iteration))}</button>`;
  }

  private speed(run: Run): TemplateResult {
    const { controls: say } = this.words.text;
    const id = this.unique('rate');
    return html`
      <fieldset class="segments">
        <legend>${say.speed}</legend>
        <div>
          ${SPEEDS.map((speed) => {
            const rate = this.rate(run, speed);
            return html`
              <label>
                <input
                  type="radio"
                  name=${this.unique('speed')}
                  aria-describedby=${rate ? `${id}-${speed}` : nothing}
                  .checked=${speed === run.speed}
                  @change=${() => run.setSpeed(speed)}
                />
                <span>${say.speeds[speed]}<small aria-hidden="true">${rate ? say.rate(rate) : nothing}</small></span>
                ${rate ? html`<span hidden id="${id}-${speed}">${say.rateSaid(rate)}</span>` : nothing}
              </label>
            `;
          })}
        </div>
      </fieldset>
    `;
  }

  /** Iterations a second: as measured at the speed at which the run goes on, else as expected; "" where that is not known. */
  private rate(run: Run, speed: Speed): string {
    const sight = sightOf(run, this.words);
    const { progress } = run;
    if (!sight || !progress) return '';
    const measured = progress.running && run.goingTo === null && speed === run.speed ? this.meter.rate : null;
    const rate = measured ?? expectedRate(speed, loopModel(sight, run.values), progress);
    return rate === null ? '' : this.words.format.number(Number(rate.toPrecision(2)));
  }

  /** The number of an iteration, and the way to it. */
  private goTo(run: Run): TemplateResult {
    const { controls: say } = this.words.text;
    const go = (event: SubmitEvent) => {
      event.preventDefault();
      const field = (event.target as HTMLFormElement).elements.namedItem('iteration') as HTMLInputElement;
      const wanted = field.valueAsNumber;
      if (!Number.isInteger(wanted) || wanted < 0 || wanted > FARTHEST) return run.complain(ownComplaint('no-iteration', { most: this.words.format.integer(FARTHEST) }));
      field.value = '';
      field.closest('details')!.open = false;
      void run.goTo(wanted);
    };
    const opened = (event: Event) => {
      const details = event.target as HTMLDetailsElement;
      if (details.open) details.querySelector('input')!.focus();
    };
    return html`
      <details class="go-to" @toggle=${opened}>
        <summary>${say.goToShort}</summary>
        <form novalidate @submit=${go}>
          <label>
            <span>${say.goTo}</span>
            <input type="number" name="iteration" min="0" max=${FARTHEST} step="1" inputmode="numeric" ?disabled=${!run.resolved} />
          </label>
          <button type="submit" part="button" ?disabled=${!run.resolved}>${say.go}</button>
        </form>
      </details>
    `;
  }
}
