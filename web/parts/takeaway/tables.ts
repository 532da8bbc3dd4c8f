// The numbers that a picture is drawn from, as a table: the trace's own arrays and the run's own statistics, by the names that they have there.
import type { Evaluation, Landscape, Trace, TraceArray } from '../../engine/protocol.ts';
import type { Sight } from '../scene.ts';
import type { Cell, Table } from './csv.ts';

/** The pictures of an element that have numbers behind them. */
export type FigureName = 'tasks' | 'adaptation' | 'trial' | 'batch' | 'history' | 'parameters' | 'held-out' | 'loops' | 'comparison' | 'landscape' | 'gradients' | 'slopes' | 'reach';

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const named = (name: string, count: number): string[] => (count === 1 ? [name] : range(count).map((i) => `${name}_${i + 1}`));
/** One row of an array that has so many numbers in each. */
const rowOf = ({ data }: TraceArray, row: number, width: number): Cell[] => range(width).map((i) => data[row * width + i] ?? null);
const blank = (count: number): Cell[] => range(count).map(() => null);

/** Null where there is nothing to tell yet. The loops and the comparison have their tables from elsewhere: they are no picture of one run’s trace. */
export function tableOf(name: Exclude<FigureName, 'loops' | 'comparison'>, sight: Sight): Table | null {
  const { run, trace } = sight;
  switch (name) {
    case 'tasks':
      return tasksTable(sight);
    case 'adaptation':
      return trace && (pointsTable(trace) ?? episodesTable(sight, trace) ?? valuesTable(trace));
    case 'trial':
      return trace && trialTable(trace);
    case 'batch':
      return batchTable(run.shown?.trace);
    case 'history': {
      const { iterations, names } = run.history;
      const columns = names.map((column) => run.history.column(column) ?? []);
      return iterations.length ? { columns: ['iteration', ...names], rows: iterations.map((iteration, i) => [iteration, ...columns.map((column) => column[i] ?? null)]) } : null;
    }
    case 'parameters':
      return metaTable(sight);
    case 'landscape':
      return landscapeTable(run.instruments.landscape.found);
    case 'gradients':
      return normsTable(run.instruments.gradient.found?.trace);
    case 'slopes':
      return slopesTable(run.instruments.gradient.found?.trace);
    case 'reach':
      return reachTable(run.instruments.gradient.found?.trace);
    case 'held-out':
      return heldOutTable(Object.values(run.evaluations).flatMap((evaluation) => evaluation ?? []));
  }
}

/** The batch, a row for each task. */
function tasksTable({ run, resolved: { parameters } }: Sight): Table | null {
  const { tasks, pre, post } = run.shown?.trace ?? {};
  if (!tasks) return null;
  const [count = 0, width = 1] = tasks.shape;
  return {
    columns: ['task', ...parameters.map(({ name }) => name), 'pre', 'post'],
    rows: range(count).map((task) => [task + 1, ...rowOf(tasks, task, width), pre?.data[task] ?? null, post?.data[task] ?? null]),
  };
}

function batchTable({ pre, post }: Trace = {}): Table | null {
  return pre ? { columns: ['task', 'pre', 'post'], rows: Array.from(pre.data, (value, task) => [task + 1, value, post?.data[task] ?? null]) } : null;
}

/** Functions: of each set of points, inputs and outputs. `network` has a set for each moment of adaptation, from 0. */
function pointsTable({ grid_inputs: grid, grid_targets: truth, grid_outputs: outputs, ...points }: Trace): Table | null {
  if (!grid) return null;
  const inputs = grid.shape[1] ?? 1;
  const sets: Array<{ set: string; moment: number | null; x: TraceArray; y: TraceArray; from: number }> = [];
  const add = (set: string, x: TraceArray | undefined, y: TraceArray | undefined, moment: number | null = null, from = 0) => {
    if (x && y) sets.push({ set, moment, x, y, from });
  };
  add('support', points.support_inputs, points.support_targets);
  add('query', points.query_inputs, points.query_targets);
  add('truth', grid, truth);
  for (const moment of range(outputs?.shape[0] ?? 0)) add('network', grid, outputs, moment, moment * (outputs?.shape[1] ?? 0));
  const widthOf = ({ shape }: TraceArray) => shape.at(-1) ?? 1;
  const most = Math.max(1, ...sets.map(({ y }) => widthOf(y)));
  return {
    columns: ['set', 'moment', ...named('input', inputs), ...named('output', most)],
    rows: sets.flatMap(({ set, moment, x, y, from }) =>
      range(x.shape[0] ?? 0).map((i): Cell[] => [set, moment, ...rowOf(x, i, inputs), ...rowOf(y, from + i, widthOf(y)), ...blank(most - widthOf(y))]),
    ),
  };
}

interface Played {
  states: TraceArray;
  actions?: TraceArray | undefined;
  rewards?: TraceArray | undefined;
  lengths?: TraceArray | undefined;
}

/** Rows of episodes: the state at each step, what was done there and what it brought; the last state of an episode has neither. */
function stepsOf({ states, actions, rewards, lengths }: Played, first: (episode: number) => Cell[]): { variables: number; acts: number; rows: Cell[][] } {
  const [rows = 1, variables = 1] = states.shape.slice(-2);
  const episodes = states.data.length / (rows * variables);
  const acts = actions ? actions.data.length / (episodes * (rows - 1)) : 0;
  const found = range(episodes).flatMap((episode) => {
    const length = lengths?.data[episode] ?? rows - 1;
    return range(length + 1).map((step): Cell[] => {
      const at = episode * (rows - 1) + step;
      const done = step < length;
      return [
        ...first(episode),
        step,
        ...rowOf(states, episode * rows + step, variables),
        ...(actions && done ? rowOf(actions, at, acts) : blank(acts)),
        ...(rewards ? [done ? (rewards.data[at] ?? null) : null] : []),
      ];
    });
  });
  return { variables, acts, rows: found };
}

const columnsOf = (sight: Sight, { variables, acts }: { variables: number; acts: number }, rewards: boolean): string[] => {
  const { family } = sight;
  return ['step', ...(family.variables.length === variables ? family.variables : named('state', variables)), ...named('action', acts), ...(rewards ? ['reward'] : [])];
};

function episodesTable(sight: Sight, { episodes, actions, rewards, lengths }: Trace): Table | null {
  if (!episodes) return null;
  const lanes = episodes.shape[1] ?? 1;
  const played = stepsOf({ states: episodes, actions, rewards, lengths }, (episode) => [Math.floor(episode / lanes), (episode % lanes) + 1]);
  return { columns: ['moment', 'lane', ...columnsOf(sight, played, rewards !== undefined)], rows: played.rows };
}

function valuesTable({ values }: Trace): Table | null {
  return values ? { columns: ['moment', 'value'], rows: Array.from(values.data, (value, moment) => [moment, value]) } : null;
}

/** A trial step by step: rewards, and all that adapted meanwhile. What holds for a whole episode is repeated at each of its steps. */
function trialTable({ rewards, critic, exact_belief, memory, latent_mean, latent_deviation, latent, predicted_reward }: Trace): Table | null {
  if (!rewards) return null;
  const [episodes = 1, , horizon = 1] = rewards.shape;
  const steps = episodes * horizon;
  const beside = Object.entries({ critic, exact_belief, memory, latent_mean, latent_deviation, latent, predicted_reward }).flatMap(([name, array]) => {
    if (!array) return [];
    const count = array.shape[0] ?? 1;
    const width = array.data.length / count;
    return [{ name, array, width, row: (step: number) => (count === episodes && count < steps ? Math.floor(step / horizon) : step) }];
  });
  return {
    columns: ['step', 'episode', 'reward', ...beside.flatMap(({ name, width }) => named(name, width))],
    rows: range(steps).map((step) => [step + 1, Math.floor(step / horizon) + 1, rewards.data[step] ?? null, ...beside.flatMap(({ array, width, row }) => rowOf(array, row(step), width))]),
  };
}

/** The unadapted parameters, by what they compute or do. */
function metaTable(sight: Sight): Table | null {
  const trace = sight.run.updated ?? sight.run.shown?.trace;
  const { grid_inputs: grid, meta_before: before, meta_after: after } = trace ?? {};
  if (!trace || !before) return null;
  if (grid) {
    const [inputs, outputs] = [grid.shape[1] ?? 1, before.shape.at(-1) ?? 1];
    return {
      columns: [...named('input', inputs), ...named('meta_before', outputs), ...named('meta_after', outputs)],
      rows: range(grid.shape[0] ?? 0).map((i) => [...rowOf(grid, i, inputs), ...rowOf(before, i, outputs), ...(after ? rowOf(after, i, outputs) : blank(outputs))]),
    };
  }
  const sets = [
    { set: 'meta_before', states: before, actions: trace.meta_before_actions, rewards: trace.meta_before_rewards, lengths: trace.meta_before_lengths },
    ...(after ? [{ set: 'meta_after', states: after, actions: trace.meta_after_actions, rewards: trace.meta_after_rewards, lengths: trace.meta_after_lengths }] : []),
  ].map(({ set, ...played }) => stepsOf(played, (episode) => [set, episode + 1]));
  return { columns: ['set', 'lane', ...columnsOf(sight, sets[0]!, trace.meta_before_rewards !== undefined)], rows: sets.flatMap(({ rows }) => rows) };
}

const SUMMARIES = ['lower', 'median', 'upper', 'mean'] as const;

/** Of the run and of each that it is measured against, after 0, 1, ... steps of adaptation. */
function heldOutTable(evaluations: readonly Evaluation[]): Table | null {
  const rows = evaluations.flatMap(({ run, iteration, trace }) =>
    range(trace.mean?.data.length ?? 0).map((step): Cell[] => [run, iteration, step, ...SUMMARIES.map((name) => trace[name]?.data[step] ?? null)]),
  );
  return rows.length ? { columns: ['run', 'iteration', 'step', ...SUMMARIES], rows } : null;
}

/** Of each task's gradient and, last, of their mean; of each part of it and, last, of the whole. */
function normsTable({ objective, exact_norms: exact, first_order_norms: first, cosines }: Trace = {}): Table | null {
  if (!objective || !exact || !first || !cosines) return null;
  const [rows = 1, columns = 1] = exact.shape;
  return {
    columns: ['task', 'part', 'exact_norms', 'first_order_norms', 'cosines', 'objective'],
    rows: range(rows).flatMap((row) =>
      range(columns).map((column): Cell[] => {
        const at = row * columns + column;
        return [row < rows - 1 ? row + 1 : 'mean', column < columns - 1 ? column + 1 : 'all', exact.data[at]!, first.data[at]!, cosines.data[at]!, objective.data[row] ?? null];
      }),
    ),
  };
}

function slopesTable({ differences }: Trace = {}): Table | null {
  if (!differences) return null;
  return { columns: ['direction', 'measured', 'exact', 'first_order', 'tasks'], rows: range(differences.shape[0] ?? 0).map((i) => [i + 1, ...rowOf(differences, i, 4)]) };
}

function reachTable({ reach }: Trace = {}): Table | null {
  return reach ? { columns: ['steps_back', 'norm'], rows: Array.from(reach.data, (norm, back) => [back, norm]) } : null;
}

/** The grid: places on the plane, the mean loss after adaptation from there, and each task's inner loss. */
function landscapeTable(found: Landscape | null): Table | null {
  const { surface, task_surfaces: tasks, window } = found?.trace ?? {};
  if (!surface || !tasks || !window) return null;
  const [cells = 1] = surface.shape;
  const [x = 0, y = 0, half = 1] = window.data;
  const along = (middle: number, i: number) => Math.fround(middle + half * ((2 * i) / (cells - 1) - 1));
  const count = tasks.shape[0] ?? 0;
  return {
    columns: ['across', 'up', 'surface', ...named('task_surface', count)],
    rows: Array.from(surface.data, (value, i): Cell[] => [along(x, i % cells), along(y, Math.floor(i / cells)), value, ...range(count).map((task) => tasks.data[task * cells * cells + i]!)]),
  };
}
