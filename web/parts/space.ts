import { type TemplateResult, html, nothing } from 'lit';
import type { TaskParameter } from '../engine/protocol.ts';
import { parameterTitle, unitName } from '../messages/core-words.ts';
import { type TaskSpace, taskAt } from '../views/task-space.ts';
import type { Sight } from './scene.ts';

/** Which parameters lie along the axes. */
export type Axes = readonly [x: number, y: number];

/** Numbers of the parameters that are not the same in all tasks; of all parameters where none differs. */
export function varying(parameters: readonly TaskParameter[]): number[] {
  const all = parameters.map((_, i) => i);
  const found = all.filter((i) => parameters[i]!.low < parameters[i]!.high);
  return found.length ? found : all;
}

/** The axes to begin with: the first two parameters that vary, or one beside one that does not. */
export function firstAxes(parameters: readonly TaskParameter[]): Axes {
  const [x = 0, y = parameters.findIndex((_, i) => i !== x)] = varying(parameters);
  return [x, Math.max(y, 0)];
}

/** The batch in the space of its parameters, for the view. */
export function spaceOf({ run, family, resolved: { parameters }, words }: Sight, axes: Axes): TaskSpace {
  const { shown, trail, probe, task } = run;
  const [x, y] = axes.map((axis) => parameters[axis]!) as [TaskParameter, TaskParameter];
  const label = (parameter: TaskParameter) => words.text.tasks.axis(parameterTitle(words, family, parameter), unitName(words, parameter));
  return {
    tasks: shown?.trace.tasks?.data ?? new Float32Array(0),
    trail: trail.batches,
    width: parameters.length,
    axes: [axes[0], axes[1]],
    labels: [label(x), label(y)],
    ranges: [[x.low, x.high], [y.low, y.high]],
    chosen: probe ? null : task,
    probe: probe?.task ?? null,
  };
}

/** A click chooses the task that lies there, or tries a new one. */
export function hit({ run, resolved, task }: Sight, space: TaskSpace, event: MouseEvent): void {
  const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
  const found = taskAt(box, space, event.clientX - box.left, event.clientY - box.top);
  if ('task' in found) return run.choose(found.task);
  // The parameters that are not axes stay as they are on the task that is shown.
  const tried = Float32Array.from(task ?? resolved.parameters.map(({ low, high }) => (low + high) / 2));
  tried[space.axes[0]] = found.point[0];
  tried[space.axes[1]] = found.point[1];
  void run.startProbe(tried);
}

/** Where tasks have more parameters than two, those along the axes can be chosen. */
export function axesChoice({ family, resolved: { parameters }, words }: Sight, axes: Axes, choose: (axes: Axes) => void): TemplateResult | typeof nothing {
  if (parameters.length < 3) return nothing;
  const choice = (which: 0 | 1, label: string) => html`
    <label>
      <span>${label}</span>
      <select @change=${(event: Event) => choose(which === 0 ? [indexOf(event), axes[1]] : [axes[0], indexOf(event)])}>
        ${parameters.map((parameter, i) => html`<option ?selected=${i === axes[which]}>${parameterTitle(words, family, parameter)}</option>`)}
      </select>
    </label>
  `;
  return html`<div class="axes">${choice(0, words.text.tasks.axisX)}${choice(1, words.text.tasks.axisY)}</div>`;
}

function indexOf(event: Event): number {
  return (event.target as HTMLSelectElement).selectedIndex;
}
