// From a trace to the drawing of one task's adaptation: the only place that knows both the names in a trace and the views.
import type { Family, TaskParameter, TraceArray } from '../engine/protocol.ts';
import { type Swings, cartPole } from '../views/cart-pole.ts';
import { stepColour } from '../views/colour.ts';
import type { Words } from '../messages/index.ts';
import { curve } from '../views/curve.ts';
import { field } from '../views/field.ts';
import type { Drawing } from '../views/frame.ts';
import { type Walks, plane } from '../views/plane.ts';
import { banditDrawing } from './bandit-drawing.ts';
import { classesDrawing } from './classes-drawing.ts';
import { gridDrawing } from './grid-drawing.ts';
import { mdpDrawing } from './mdp-drawing.ts';
import { type Shown, isFocus, part, stepName } from './shown.ts';
import { twoStepDrawing } from './two-step-drawing.ts';

/** Beyond these an episode of cart-pole is over (metres, radians). */
const LIMITS = { position: 2.4, angle: (12 * Math.PI) / 180 };

/** Null where the trace has nothing to draw yet. */
export function adaptationDrawing(shown: Shown): Drawing | null {
  const { trace, family } = shown;
  switch (family.drawing) {
    case 'curve':
      return trace.grid_outputs ? curveDrawing(shown) : null;
    case 'field':
      return trace.grid_outputs ? fieldDrawing(shown) : null;
    case 'classes':
      return classesDrawing(shown);
    case 'plane':
      return planeDrawing(shown);
    case 'cart-pole':
      return trace.episodes ? cartPoleDrawing(shown) : null;
    case 'bandit':
      return banditDrawing(shown);
    case 'mdp':
      return mdpDrawing(shown);
    case 'grid':
      return gridDrawing(shown);
    case 'two-step':
      return twoStepDrawing(shown);
    default:
      return null;
  }
}

function curveDrawing(shown: Shown): Drawing {
  const { trace, theme, step: chosen } = shown;
  const outputs = trace.grid_outputs!;
  const last = outputs.shape[0]! - 1;
  const lines = Array.from({ length: last + 1 }, (_, step) => {
    const focus = isFocus(shown, step, last);
    return { values: part(outputs, step), colour: stepColour(theme, step, last), width: focus ? 2.5 : 1.5, alpha: focus ? 1 : chosen === 'all' ? 0.6 : 0.25 };
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

function fieldDrawing({ trace, theme, step: chosen, count, words }: Shown): Drawing {
  const outputs = trace.grid_outputs!;
  const last = outputs.shape[0]! - 1;
  const steps = chosen === 'all' ? Array.from({ length: last + 1 }, (_, step) => step) : [chosen];
  const truth = trace.grid_targets ? [{ title: words.text.trueFunction, colour: theme.truth, values: trace.grid_targets.data }] : [];
  return field({
    inputs: trace.grid_inputs!.data,
    panels: [...steps.map((step) => ({ title: stepName(step, count, words), colour: stepColour(theme, step, last), values: part(outputs, step) })), ...truth],
    ...(trace.support_inputs && trace.support_targets ? { points: { inputs: trace.support_inputs.data, targets: trace.support_targets.data } } : {}),
    range: [0, 1],
  });
}

function planeDrawing(shown: Shown): Drawing {
  const { trace, parameters, task, theme, step, count, words } = shown;
  const last = (trace.episodes?.shape[0] ?? 1) - 1;
  const walks = trace.episodes
    ? Array.from({ length: last + 1 }, (_, k) => ({
        ...walksOf(trace.episodes!, trace.lengths!, k),
        colour: stepColour(theme, k, last),
        focus: isFocus(shown, k, last),
      }))
    : [];
  const horizon = (trace.episodes?.shape[2] ?? 1) - 1;
  const trial = step === 'all' ? { horizon, from: 0, to: (last + 1) * horizon } : { horizon, from: step * horizon, to: (step + 1) * horizon };
  const goal = task ? ([task[0]!, task[1]!] as [number, number]) : null;
  return plane({
    walks,
    oracle: trace.oracle?.data ?? null,
    goal,
    others: [],
    goalLabel: words.text.goal,
    ...(count === 'step' ? {} : { trial }),
    colours: { goal: theme.truth },
    frame: [[parameters[0]!.low, parameters[0]!.high], [Math.min(0, parameters[1]!.low), parameters[1]!.high]],
  });
}

export function walksOf(episodes: TraceArray, lengths: TraceArray, step: number): Omit<Walks, 'colour' | 'focus'> {
  const [lanes = 0, rows = 0, variables = 2] = episodes.shape.slice(-3);
  return { data: part(episodes, step), lengths: part(lengths, step), lanes, rows, variables };
}

function cartPoleDrawing({ trace, family, parameters, theme, step: chosen, count, words }: Shown): Drawing {
  const last = trace.episodes!.shape[0]! - 1;
  const steps = [...new Set(chosen === 'all' ? [0, last] : [chosen])];
  return cartPoleOf(
    family,
    parameters,
    trace.task?.data,
    steps.map((step) => ({
      ...walksOf(trace.episodes!, trace.lengths!, step),
      title: stepName(step, count, words),
      colour: stepColour(theme, step, last),
      summary: trace.values ? words.text.poleSummary(words.format.number(trace.values.data[step]!)) : '',
    })),
    words,
  );
}

export function cartPoleOf(family: Family, parameters: TaskParameter[], task: Float32Array | undefined, groups: Swings[], words: Words): Drawing {
  const length = parameters.findIndex((parameter) => parameter.name.includes('length'));
  return cartPole({
    groups,
    position: Math.max(0, family.variables.indexOf('x')),
    angle: Math.max(0, family.variables.indexOf('theta')),
    pole: 2 * (task?.[length] ?? 0.5),
    limits: LIMITS,
    labels: { time: words.text.time, angle: words.text.angle },
  });
}
