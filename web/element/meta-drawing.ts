// What the unadapted parameters do before and after a meta-update.
import type { Family, TaskParameter, Trace, TraceArray } from '../engine/protocol.ts';
import type { Words } from '../messages/index.ts';
import { classes } from '../views/classes.ts';
import { curve } from '../views/curve.ts';
import { field } from '../views/field.ts';
import type { Drawing, Theme } from '../views/frame.ts';
import { grid } from '../views/grid.ts';
import { mix } from '../views/colour.ts';
import { mdp } from '../views/mdp.ts';
import { plane } from '../views/plane.ts';
import { cartPoleOf, walksOf } from './adaptation-drawing.ts';
import { cellsOf, walk } from './grid-drawing.ts';
import { mdpWalk } from './mdp-drawing.ts';

/** Both belong to "before adaptation": where they share a picture, the older one is paler. */
export function metaColours(theme: Theme): { before: string; after: string } {
  return { before: mix(theme.pre, theme.paper, 0.5), after: theme.pre };
}

/** Functions share one picture; episodes get one each, side by side. Empty where the trace has nothing to draw yet. */
export function metaDrawings(trace: Trace, family: Family, parameters: TaskParameter[], theme: Theme, words: Words): Drawing[] {
  const { text } = words;
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
  if (family.drawing === 'classes') {
    return [
      classes({
        inputs: trace.grid_inputs!.data,
        count: before.shape[1]!,
        panels: [
          { title: text.metaBefore, colour: theme.muted, probabilities: before.data },
          ...(after ? [{ title: text.metaAfter, colour: theme.pre, probabilities: after.data }] : []),
        ],
      }),
    ];
  }
  const both = [
    { title: text.metaBefore, colour: theme.muted, prefix: 'meta_before' },
    { title: text.metaAfter, colour: theme.pre, prefix: 'meta_after' },
  ] as const;
  return both.flatMap(({ title, colour, prefix }) => {
    const episodes = trace[prefix];
    const lengths = trace[`${prefix}_lengths`];
    const actions = trace[`${prefix}_actions`];
    if (!episodes || !lengths) return [];
    const alone = { ...trace, episodes: whole(episodes), lengths: whole(lengths), ...(actions ? { actions: whole(actions) } : {}) };
    const walks = { ...walksOf(alone.episodes, alone.lengths, 0), colour: theme.pre };
    if (family.drawing === 'cart-pole') return [cartPoleOf(family, parameters, trace.task?.data, [{ ...walks, title, summary: '' }], words)];
    if (family.drawing === 'mdp') return mdpOf(alone, { title, colour }, theme, words);
    if (family.drawing === 'grid') return [gridOf(alone, { title, colour }, parameters, theme)];
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

function mdpOf(trace: Trace, title: { title: string; colour: string }, theme: Theme, { text }: Words): Drawing[] {
  if (!trace.mean_rewards || !trace.transitions || !trace.actions) return [];
  const walk = mdpWalk(trace, 0);
  return [
    mdp({
      states: trace.mean_rewards.shape[0]!,
      actions: trace.mean_rewards.shape[1]!,
      rewards: trace.mean_rewards.data,
      transitions: trace.transitions.data,
      walks: [{ ...walk, first: 0, colour: theme.pre, focus: true }],
      title,
      labels: text.mdp,
    }),
  ];
}

function gridOf(trace: Trace, title: { title: string; colour: string }, parameters: TaskParameter[], theme: Theme): Drawing {
  const [columns, rows] = cellsOf(parameters);
  const tasks = trace.tasks?.data ?? [];
  return grid({
    columns,
    rows,
    boards: [{ ...title, cells: null }],
    walks: [{ cells: walk(trace, 0), first: 0, colour: theme.pre, focus: true }],
    goal: null,
    others: Array.from({ length: tasks.length / 2 }, (_, i) => [Math.round(tasks[2 * i]!), Math.round(tasks[2 * i + 1]!)]),
    inOrder: true,
    goalLabel: '',
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
