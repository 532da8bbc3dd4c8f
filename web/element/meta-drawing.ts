// What the unadapted parameters do before and after a meta-update.
import type { Family, TaskParameter, Trace } from '../engine/protocol.ts';
import { text } from '../messages/index.ts';
import { curve } from '../views/curve.ts';
import { field } from '../views/field.ts';
import type { Drawing, Theme } from '../views/frame.ts';
import { mix } from '../views/colour.ts';
import { plane } from '../views/plane.ts';
import { cartPoleOf, walksOf } from './adaptation-drawing.ts';

/** Both belong to "before adaptation": the older one is paler. */
export function metaColours(theme: Theme): { before: string; after: string } {
  return { before: mix(theme.pre, theme.paper, 0.5), after: theme.pre };
}

export function metaDrawing(trace: Trace, family: Family, parameters: TaskParameter[], theme: Theme): Drawing | null {
  const { meta_before: before, meta_after: after } = trace;
  if (!before) return null;
  const colours = metaColours(theme);
  if (family.drawing === 'curve') {
    return curve({
      inputs: trace.grid_inputs!.data,
      lines: [
        { values: before.data, colour: colours.before, width: 2.5, dash: [6, 4] },
        ...(after ? [{ values: after.data, colour: colours.after, width: 2.5 }] : []),
      ],
      frame: [-1, 1],
    });
  }
  if (family.drawing === 'field') {
    return field({
      inputs: trace.grid_inputs!.data,
      panels: [
        { title: text.metaBefore, colour: theme.muted, values: before.data },
        ...(after ? [{ title: text.metaAfter, colour: theme.pre, values: after.data }] : []),
      ],
      range: [0, 1],
    });
  }
  const lengths = { before: trace.meta_before_lengths, after: trace.meta_after_lengths };
  if (!lengths.before) return null;
  const whole = (array: typeof before) => ({ shape: [1, ...array.shape], data: array.data });
  const groups = [
    { ...walksOf(whole(before), whole(lengths.before), 0), colour: colours.before, title: text.metaBefore, summary: '', focus: true },
    ...(after && lengths.after
      ? [{ ...walksOf(whole(after), whole(lengths.after), 0), colour: colours.after, title: text.metaAfter, summary: '', focus: true }]
      : []),
  ];
  if (family.drawing === 'cart-pole') return cartPoleOf(family, parameters, trace.task?.data, groups.slice(-1));
  return plane({
    walks: groups,
    oracle: null,
    goal: null,
    goalLabel: '',
    colours: { goal: theme.truth },
    frame: [[parameters[0]!.low, parameters[0]!.high], [Math.min(0, parameters[1]!.low), parameters[1]!.high]],
  });
}
