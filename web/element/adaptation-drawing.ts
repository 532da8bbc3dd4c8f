// From a trace to the drawing of one task's adaptation: the only place that knows both the names in a trace and the views.
import type { Family, TaskParameter, Trace, TraceArray } from '../engine/protocol.ts';
import { format, text } from '../messages/index.ts';
import { type Swings, cartPole } from '../views/cart-pole.ts';
import { stepColour } from '../views/colour.ts';
import { curve } from '../views/curve.ts';
import { field } from '../views/field.ts';
import type { Drawing, Theme } from '../views/frame.ts';
import { type Walks, plane } from '../views/plane.ts';

export type ShownStep = number | 'all';

/** Beyond these an episode of cart-pole is over (metres, radians). */
const LIMITS = { position: 2.4, angle: (12 * Math.PI) / 180 };

/** One step's part of an array whose outermost index is the inner step. */
export function part(array: TraceArray, step: number): Float32Array {
  const size = array.data.length / (array.shape[0] ?? 1);
  return array.data.subarray(step * size, (step + 1) * size);
}

export function stepName(step: number): string {
  return step === 0 ? text.beforeAdaptation : text.afterStep(format.integer(step));
}

/** Null where the trace has nothing to draw yet. */
export function adaptationDrawing(trace: Trace, family: Family, parameters: TaskParameter[], task: Float32Array | null, theme: Theme, shown: ShownStep): Drawing | null {
  switch (family.drawing) {
    case 'curve':
      return trace.grid_outputs ? curveDrawing(trace, theme, shown) : null;
    case 'field':
      return trace.grid_outputs ? fieldDrawing(trace, theme, shown) : null;
    case 'plane':
      return planeDrawing(trace, parameters, task, theme, shown);
    case 'cart-pole':
      return trace.episodes ? cartPoleDrawing(trace, family, parameters, theme, shown) : null;
    default:
      return null;
  }
}

function curveDrawing(trace: Trace, theme: Theme, shown: ShownStep): Drawing {
  const outputs = trace.grid_outputs!;
  const last = outputs.shape[0]! - 1;
  const lines = Array.from({ length: last + 1 }, (_, step) => {
    const focus = shown === 'all' ? step === 0 || step === last : step === shown;
    return { values: part(outputs, step), colour: stepColour(theme, step, last), width: focus ? 2.5 : 1.5, alpha: focus ? 1 : shown === 'all' ? 0.6 : 0.25 };
  });
  const truth = trace.grid_targets ? [{ values: trace.grid_targets.data, colour: theme.truth, width: 2, dash: [5, 4] }] : [];
  return curve({
    inputs: trace.grid_inputs!.data,
    lines: [...truth, ...lines],
    ...(trace.support_inputs && trace.support_targets
      ? { points: { inputs: trace.support_inputs.data, targets: trace.support_targets.data, colour: theme.truth } }
      : {}),
    frame: [-2, 2],
  });
}

function fieldDrawing(trace: Trace, theme: Theme, shown: ShownStep): Drawing {
  const outputs = trace.grid_outputs!;
  const last = outputs.shape[0]! - 1;
  const steps = shown === 'all' ? Array.from({ length: last + 1 }, (_, step) => step) : [shown];
  const truth = trace.grid_targets ? [{ title: text.trueFunction, colour: theme.truth, values: trace.grid_targets.data }] : [];
  return field({
    inputs: trace.grid_inputs!.data,
    panels: [...steps.map((step) => ({ title: stepName(step), colour: stepColour(theme, step, last), values: part(outputs, step) })), ...truth],
    ...(trace.support_inputs && trace.support_targets ? { points: { inputs: trace.support_inputs.data, targets: trace.support_targets.data } } : {}),
    range: [0, 1],
  });
}

function planeDrawing(trace: Trace, parameters: TaskParameter[], task: Float32Array | null, theme: Theme, shown: ShownStep): Drawing {
  const last = (trace.episodes?.shape[0] ?? 1) - 1;
  const walks = trace.episodes
    ? Array.from({ length: last + 1 }, (_, step) => ({
        ...walksOf(trace.episodes!, trace.lengths!, step),
        colour: stepColour(theme, step, last),
        focus: shown === 'all' ? step === 0 || step === last : step === shown,
      }))
    : [];
  const goal = task ? ([task[0]!, task[1]!] as [number, number]) : null;
  return plane({
    walks,
    oracle: trace.oracle?.data ?? null,
    goal,
    others: [],
    goalLabel: text.goal,
    colours: { goal: theme.truth },
    frame: [[parameters[0]!.low, parameters[0]!.high], [Math.min(0, parameters[1]!.low), parameters[1]!.high]],
  });
}

export function walksOf(episodes: TraceArray, lengths: TraceArray, step: number): Omit<Walks, 'colour' | 'focus'> {
  const [lanes = 0, rows = 0, variables = 2] = episodes.shape.slice(-3);
  return { data: part(episodes, step), lengths: part(lengths, step), lanes, rows, variables };
}

function cartPoleDrawing(trace: Trace, family: Family, parameters: TaskParameter[], theme: Theme, shown: ShownStep): Drawing {
  const last = trace.episodes!.shape[0]! - 1;
  const steps = [...new Set(shown === 'all' ? [0, last] : [shown])];
  return cartPoleOf(
    family,
    parameters,
    trace.task?.data,
    steps.map((step) => ({
      ...walksOf(trace.episodes!, trace.lengths!, step),
      title: stepName(step),
      colour: stepColour(theme, step, last),
      summary: trace.values ? text.poleSummary(format.number(trace.values.data[step]!)) : '',
    })),
  );
}

export function cartPoleOf(family: Family, parameters: TaskParameter[], task: Float32Array | undefined, groups: Swings[]): Drawing {
  const length = parameters.findIndex((parameter) => parameter.name.includes('length'));
  return cartPole({
    groups,
    position: Math.max(0, family.variables.indexOf('x')),
    angle: Math.max(0, family.variables.indexOf('theta')),
    pole: 2 * (task?.[length] ?? 0.5),
    limits: LIMITS,
    labels: { time: text.time, angle: text.angle },
  });
}
