// What the unadapted parameters do before and after a meta-update.
import type { Family, TaskParameter, Trace, TraceArray } from '../engine/protocol.ts';
import { text } from '../messages/index.ts';
import { curve } from '../views/curve.ts';
import { field } from '../views/field.ts';
import type { Drawing, Theme } from '../views/frame.ts';
import { mix } from '../views/colour.ts';
import { plane } from '../views/plane.ts';
import { cartPoleOf, walksOf } from './adaptation-drawing.ts';

/** Both belong to "before adaptation": where they share a picture, the older one is paler. */
export function metaColours(theme: Theme): { before: string; after: string } {
  return { before: mix(theme.pre, theme.paper, 0.5), after: theme.pre };
}

/** Functions share one picture; episodes get one each, side by side. Empty where the trace has nothing to draw yet. */
export function metaDrawings(trace: Trace, family: Family, parameters: TaskParameter[], theme: Theme): Drawing[] {
  const { meta_before: before, meta_after: after } = trace;
  if (!before) return [];
  if (family.drawing === 'curve') {
    const colours = metaColours(theme);
    return [
      curve({
        inputs: trace.grid_inputs!.data,
        lines: [
          { values: before.data, colour: colours.before, width: 2.5, dash: [6, 4] },
          ...(after ? [{ values: after.data, colour: colours.after, width: 2.5 }] : []),
        ],
        frame: [-1, 1],
      }),
    ];
  }
  if (family.drawing === 'field') {
    return [
      field({
        inputs: trace.grid_inputs!.data,
        panels: [
          { title: text.metaBefore, colour: theme.muted, values: before.data },
          ...(after ? [{ title: text.metaAfter, colour: theme.pre, values: after.data }] : []),
        ],
        range: [0, 1],
      }),
    ];
  }
  const both = [
    { title: text.metaBefore, colour: theme.muted, episodes: before, lengths: trace.meta_before_lengths },
    { title: text.metaAfter, colour: theme.pre, episodes: after, lengths: trace.meta_after_lengths },
  ];
  return both.flatMap(({ title, colour, episodes, lengths }) => {
    if (!episodes || !lengths) return [];
    const walks = { ...walksOf(whole(episodes), whole(lengths), 0), colour: theme.pre };
    if (family.drawing === 'cart-pole') return [cartPoleOf(family, parameters, trace.task?.data, [{ ...walks, title, summary: '' }])];
    return [
      plane({
        walks: [{ ...walks, focus: true }],
        oracle: null,
        goal: null,
        others: goals(trace),
        goalLabel: '',
        title: { text: title, colour },
        colours: { goal: theme.truth },
        frame: [[parameters[0]!.low, parameters[0]!.high], [Math.min(0, parameters[1]!.low), parameters[1]!.high]],
      }),
    ];
  });
}

/** As if it were the only inner step. */
function whole(array: TraceArray): TraceArray {
  return { shape: [1, ...array.shape], data: array.data };
}

/** Of every task of the batch. */
function goals(trace: Trace): Array<[number, number]> {
  const tasks = trace.tasks?.data ?? [];
  return Array.from({ length: tasks.length / 2 }, (_, i) => [tasks[2 * i]!, tasks[2 * i + 1]!]);
}
