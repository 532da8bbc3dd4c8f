import { html, nothing } from 'lit';
import type { TaskParameter } from '../engine/protocol.ts';
import { type TaskSpace, taskAt, taskSpace } from '../views/task-space.ts';
import { Part } from './part.ts';
import { caption, stage } from './stage.ts';
import { tasksWords } from './words.ts';
import './picture.ts';
import './probe-form.ts';
import './truth-tables.ts';

/** The sampled batch in the space of tasks; any point of the space can be tried. */
class TasksStage extends Part {
  private axes: [number, number] = [0, 1];
  private axesOf = '';

  override render() {
    const { session } = this;
    const { resolved, family, shown } = session;
    if (!resolved || !family) return stage(this.words, 'tasks', html`<div class="blank"></div>`);
    const parameters = resolved.parameters;
    // Another family begins with its first two parameters.
    if (this.axesOf !== family.name) {
      this.axesOf = family.name;
      this.axes = [0, Math.min(1, parameters.length - 1)];
    }
    const count = shown?.trace.tasks?.shape[0] ?? 0;
    return stage(
      this.words,
      'tasks',
      html`
        <figure>
          ${family.drawing === 'field'
            ? html`<mrl-truth-tables .session=${session} .words=${this.words} .tick=${this.tick}></mrl-truth-tables>`
            : this.space(parameters)}
          ${caption(tasksWords(session, this.words))}
        </figure>
        <div class="stepper" role="group" aria-label=${this.words.text.shownTask}>
          <span>${this.words.text.shownTask}</span>
          <button type="button" ?disabled=${!count} aria-label=${this.words.text.previousTask} @click=${() => this.walk(-1, count)}>‹</button>
          <output>${session.probe ? this.words.text.probeShown : count ? this.words.text.taskOf(this.words.format.integer(session.task + 1), this.words.format.integer(count)) : ''}</output>
          <button type="button" ?disabled=${!count} aria-label=${this.words.text.nextTask} @click=${() => this.walk(1, count)}>›</button>
          ${session.probe ? html`<button type="button" class="quiet" @click=${() => session.closeProbe()}>${this.words.text.probeClose}</button>` : nothing}
        </div>
        <mrl-probe-form .session=${session} .words=${this.words} .tick=${this.tick}></mrl-probe-form>
      `,
    );
  }

  private space(parameters: TaskParameter[]) {
    const space = this.taskSpace(parameters);
    const label = parameters.length > 1 ? this.words.text.spacePicture(space.labels[0], space.labels[1]) : this.words.text.spaceLine(space.labels[0]);
    const drawing = this.memo('space', [space], () => taskSpace(space));
    return html`
      <mrl-picture class=${parameters.length > 1 ? 'square' : ''} clickable .drawing=${drawing} .label=${label} .words=${this.words} @click=${(event: MouseEvent) => this.hit(event, space)}></mrl-picture>
      <ul class="legend">
        <li class="mark task">${this.words.text.sampled}</li>
        <li class="mark faint">${this.words.text.earlier}</li>
        <li class="mark box">${this.words.text.distribution}</li>
      </ul>
      ${parameters.length > 2
        ? html`<div class="axes">${this.axisChoice(0, this.words.text.axisX, parameters)}${this.axisChoice(1, this.words.text.axisY, parameters)}</div>`
        : nothing}
    `;
  }

  private axisChoice(axis: 0 | 1, label: string, parameters: TaskParameter[]) {
    return html`
      <label>
        <span>${label} .words=${this.words}</span>
        <select
          @change=${(event: Event) => {
            this.axes = this.axes.map((old, i) => (i === axis ? (event.target as HTMLSelectElement).selectedIndex : old)) as [number, number];
            this.requestUpdate();
          }}
        >
          ${parameters.map((parameter, i) => html`<option ?selected=${i === this.axes[axis]}>${parameter.name}</option>`)}
        </select>
      </label>
    `;
  }

  private taskSpace(parameters: TaskParameter[]): TaskSpace {
    const { shown, trail, probe } = this.session;
    return this.memo('data', [shown?.trace, trail.batches, probe?.task, this.session.task, this.axes, parameters], () => {
      const of = (axis: 0 | 1) => parameters[this.axes[axis]]!;
      const label = (p: TaskParameter) => this.words.text.captions.axis(p.name, p.unit);
      return {
        tasks: shown?.trace.tasks?.data ?? new Float32Array(0),
        trail: trail.batches,
        width: parameters.length,
        axes: this.axes,
        labels: [label(of(0)), label(of(1))] as [string, string],
        ranges: [[of(0).low, of(0).high], [of(1).low, of(1).high]] as TaskSpace['ranges'],
        chosen: probe ? null : this.session.task,
        probe: probe?.task ?? null,
      };
    });
  }

  private hit(event: MouseEvent, space: TaskSpace): void {
    const picture = event.currentTarget as HTMLElement;
    const box = picture.getBoundingClientRect();
    const hit = taskAt(box, space, event.clientX - box.left, event.clientY - box.top);
    if ('task' in hit) return this.session.choose(hit.task);
    // The parameters that are not axes stay as they are on the task that is shown.
    const { shownTask, resolved } = this.session;
    const base = shownTask ?? resolved!.parameters.map((p) => (p.low + p.high) / 2);
    const task = Float32Array.from(base);
    task[space.axes[0]] = hit.point[0];
    task[space.axes[1]] = hit.point[1];
    void this.session.startProbe(task);
  }

  private walk(by: number, count: number): void {
    if (count) this.session.choose((this.session.task + by + count) % count);
  }
}
customElements.define('mrl-tasks-stage', TasksStage);
