import { type TemplateResult, html, nothing } from 'lit';
import type { Mark } from '../faces/face.ts';
import { type TaskSpace, taskSpace } from '../views/task-space.ts';
import { bring } from './later.ts';
import { legend } from './legend.ts';
import { Part } from './part.ts';
import { type Sight, sightOf } from './scene.ts';
import { tasksSentences } from './sentences/tasks.ts';
import { type Axes, axesChoice, firstAxes, hit, spaceOf, varying } from './space.ts';
import { blank, caption, stage } from './stage.ts';
import { themeOf } from './theme.ts';
import { tiles } from './tiles.ts';

/** The sampled batch in the space of tasks; any point of the space can be tried. */
export class TasksPart extends Part {
  private axes: Axes = [0, 1];
  private axesOf = '';

  override render() {
    const { text } = this.words;
    const sight = sightOf(this.run, this.words);
    const body = sight ? this.body(sight) : blank;
    return stage({ run: this.run, words: this.words, name: 'tasks', id: this.unique('tasks'), title: text.tasks.title, lead: text.tasks.lead, body });
  }

  private body(sight: Sight): TemplateResult {
    const { run, face, words } = sight;
    bring('mrl-probe');
    return html`
      <figure>
        ${face.tasks ? tiles(sight, face.tasks) : this.space(sight)}
        ${caption(words, tasksSentences(sight))}
      </figure>
      ${this.stepper(sight)}
      <mrl-probe .run=${run} .words=${words}></mrl-probe>
    `;
  }

  /** The task shown, and the way to its neighbours. */
  private stepper({ run, words: { text, format } }: Sight): TemplateResult {
    const { shown, probe, task } = run;
    const count = shown?.trace.tasks?.shape[0] ?? 0;
    const go = (by: number) => count && run.choose((task + by + count) % count);
    const place = probe ? text.probe.shown : count ? text.tasks.place(format.amount(task + 1), format.amount(count)) : '';
    return html`
      <div class="stepper" role="group" aria-label=${text.tasks.shown}>
        <span>${text.tasks.shown}</span>
        <button type="button" part="button" ?disabled=${!count} aria-label=${text.tasks.previous} @click=${() => go(-1)}>‹</button>
        <output>${place}</output>
        <button type="button" part="button" ?disabled=${!count} aria-label=${text.tasks.next} @click=${() => go(1)}>›</button>
        ${probe ? html`<button type="button" part="button" class="quiet" @click=${() => run.closeProbe()}>${text.probe.close}</button>` : nothing}
      </div>
    `;
  }

  private space(sight: Sight): TemplateResult {
    const { run, family, resolved: { parameters }, words } = sight;
    const { text } = words;
    // Another family, or other parameters that vary, begin with axes of their own.
    const of = [family.name, ...varying(parameters)].join();
    if (this.axesOf !== of) {
      this.axesOf = of;
      this.axes = firstAxes(parameters);
    }
    const flat = parameters.length > 1;
    const space = this.memo('data', [run.shown?.trace, run.trail.batches, run.probe?.task, run.task, this.axes, parameters], (): TaskSpace => spaceOf(sight, this.axes));
    const drawing = this.memo('drawing', [space], () => taskSpace(space));
    const label = flat ? text.tasks.picture(space.labels[0], space.labels[1]) : text.tasks.line(space.labels[0]);
    const { task } = themeOf(this);
    const marks: Mark[] = [
      { look: 'dot', colour: task, label: text.tasks.inBatch },
      { look: 'small', colour: task, label: text.tasks.earlier },
      { look: 'box', colour: task, label: text.tasks.distribution },
    ];
    return html`
      <mrl-picture
        part="picture"
        class=${flat ? 'square' : ''}
        clickable
        .drawing=${drawing}
        .label=${label}
        .words=${words}
        @click=${(event: MouseEvent) => hit(sight, space, event)}
      ></mrl-picture>
      ${legend(marks)}
      ${axesChoice(sight, this.axes, (axes) => {
        this.axes = axes;
        this.requestUpdate();
      })}
    `;
  }
}
