import { html, nothing } from 'lit';
import { SPEEDS, type Speed } from '../engine/protocol.ts';
import { Part } from './part.ts';
import { phaseWords } from './phase-words.ts';

interface Option {
  name: string;
  title: string;
  group?: string;
}

/** In the order in which the groups come first; a group of all needs no name. */
function grouped(options: Option[]): Array<[group: string, options: Option[]]> {
  const groups = new Map<string, Option[]>();
  for (const option of options) groups.set(option.group ?? '', [...(groups.get(option.group ?? '') ?? []), option]);
  return groups.size === 1 ? [['', options]] : [...groups];
}

/** Choosing a run, and making it go. */
class Controls extends Part {
  override render() {
    const { session } = this;
    const { description, resolved, family } = session;
    const ready = resolved !== null;
    const choices = (key: string) => resolved?.choices[key] ?? description?.knobs.find((knob) => knob.name === key)?.choices ?? [];
    return html`
      <section class="controls" aria-label=${this.words.text.controls}>
        <div class="choices">
          ${this.choice('tasks', this.words.text.family, choices('tasks').map((name) => ({ name, title: description?.families.find((f) => f.name === name)?.title ?? name })))}
          ${this.choice('learner', this.words.text.learner, this.learners(choices('learner')))}
          ${this.choice('preset', this.words.text.preset, (family?.presets ?? []).map(({ name }) => ({ name, title: name })))}
        </div>
        <div class="transport" role="group" aria-label=${this.words.text.transport}>
          <button
            type="button"
            class="play"
            data-running=${session.progress?.running ? 'yes' : 'no'}
            ?disabled=${!ready}
            aria-keyshortcuts="Space"
            @click=${() => session.toggle()}
          >
            <i class=${session.progress?.running ? 'icon pause' : 'icon play'} aria-hidden="true"></i>${session.progress?.running ? this.words.text.pause : this.words.text.play}
          </button>
          <button type="button" ?disabled=${!ready} aria-keyshortcuts="ArrowRight" @click=${() => session.step('phase')}>
            ${this.words.text.nextPhase}<kbd aria-hidden="true">${this.words.text.keyHints.phase}</kbd>
          </button>
          <button type="button" ?disabled=${!ready} aria-keyshortcuts="Shift+ArrowRight" @click=${() => session.step('iteration')}>
            ${this.words.text.nextIteration}<kbd aria-hidden="true">${this.words.text.keyHints.iteration}</kbd>
          </button>
          <button type="button" ?disabled=${!ready} aria-keyshortcuts="R" @click=${() => session.reset()}>
            ${this.words.text.reset}<kbd aria-hidden="true">${this.words.text.keyHints.reset}</kbd>
          </button>
          ${session.previous
            ? html`<button type="button" class="quiet" @click=${() => session.undo()}>${this.words.text.undo(this.words.format.integer(session.previous.iteration))}</button>`
            : nothing}
        </div>
        <fieldset class="segments">
          <legend>${this.words.text.speed}</legend>
          <div>${SPEEDS.map((speed) => this.speed(speed))}</div>
        </fieldset>
        <div class="standing">
          <p class="iteration" data-completed=${session.completed}>${this.words.text.iteration(this.words.format.integer(session.iteration))}</p>
          <p class="phase">${this.phase()}</p>
        </div>
        ${family && resolved ? this.about() : nothing}
      </section>
    `;
  }

  /** Those that run on the family. Its yardsticks are a group of their own. */
  private learners(names: string[]): Option[] {
    const { description, family } = this.session;
    return names.flatMap((name) => {
      const learner = description?.learners.find((candidate) => candidate.name === name);
      if (!learner || (family && !learner.families.includes(family.name))) return [];
      return [{ name, title: learner.title, group: learner.adapts === 'rule' ? this.words.text.yardsticks : this.words.text.learnersThatLearn }];
    });
  }

  private choice(key: string, label: string, options: Option[]) {
    const value = this.session.resolved?.values[key];
    const wrong = this.session.complaint?.key === key;
    return html`
      <label class=${wrong ? 'wrong' : ''}>
        <span>${label}</span>
        <select
          ?disabled=${!this.session.resolved || options.length === 0}
          aria-invalid=${wrong ? 'true' : 'false'}
          .value=${value ?? ''}
          @change=${(event: Event) => this.choose(key, event.target as HTMLSelectElement)}
        >
          ${grouped(options).map(([group, list]) => {
            const found = list.map((option) => html`<option value=${option.name} .selected=${option.name === value}>${option.title}</option>`);
            return group ? html`<optgroup label=${group}>${found}</optgroup>` : found;
          })}
        </select>
      </label>
    `;
  }

  /** A refused choice falls back to what holds. */
  private async choose(key: string, select: HTMLSelectElement): Promise<void> {
    await this.session.setKnob(key, select.value);
    select.value = this.session.resolved?.values[key] ?? '';
  }

  private speed(speed: Speed) {
    return html`
      <label>
        <input type="radio" name="speed" .checked=${speed === this.session.speed} @change=${() => this.session.setSpeed(speed)} />
        <span>${this.words.text.speeds[speed]}</span>
      </label>
    `;
  }

  private phase(): string {
    const { progress, problem } = this.session;
    if (problem) return '';
    if (!progress) return this.words.text.loading;
    const { status } = progress;
    if (!progress.running && status.iteration === 0 && !progress.complete && status.phase === 'sample') return this.words.text.invitation;
    if (status.done > 0 && progress.iterationTime > 1000) return this.words.text.phaseProgress(this.words.format.integer(status.done), this.words.format.integer(status.total));
    if (progress.running && this.session.speed === 'full' && progress.iterationTime < 350) {
      return this.words.text.iterationTime(this.words.format.duration(progress.iterationTime));
    }
    return phaseWords(this.session, status, this.words);
  }

  private about() {
    const { family, description, resolved, progress } = this.session;
    const learner = description?.learners.find((candidate) => candidate.name === resolved?.values.learner);
    const preset = family?.presets.find((candidate) => candidate.name === resolved?.values.preset);
    const time = progress?.iterationTime ?? Number.NaN;
    const takes = Number.isNaN(time)
      ? progress && progress.status.iteration > 0 ? '' : this.words.text.iterationMeasured
      : progress!.atLeast
        ? this.words.text.iterationTakesMore(this.words.format.duration(time))
        : this.words.text.iterationTakes(this.words.format.duration(time));
    return html`
      <dl class="about">
        <div><dt>${family!.title}</dt><dd>${family!.help}</dd></div>
        ${learner ? html`<div><dt>${learner.title}</dt><dd>${learner.help}</dd></div>` : nothing}
        ${preset ? html`<div><dt>${this.words.text.presetNamed(preset.name)}</dt><dd>${preset.help} <span class="takes">${takes}</span></dd></div>` : html`<div><dt></dt><dd class="takes">${takes}</dd></div>`}
      </dl>
    `;
  }
}
customElements.define('mrl-controls', Controls);
