import type { TaskParameter, Trace } from '../engine/protocol.ts';
import { text } from '../messages/index.ts';
import { stepColour } from '../views/colour.ts';
import type { Drawing, Theme } from '../views/frame.ts';
import { type Board, type GridWalk, grid } from '../views/grid.ts';
import { type Shown, part } from './shown.ts';

/** Columns and rows of cells, from the ranges of the goal's coordinates. */
export function cellsOf(parameters: TaskParameter[]): [columns: number, rows: number] {
  return [Math.round(parameters[0]!.high) + 1, Math.round(parameters[1]!.high) + 1];
}

export function gridDrawing({ trace, parameters, task, theme, step, count }: Shown): Drawing {
  const [columns, rows] = cellsOf(parameters);
  const trialOf = count !== 'step';
  const last = (trace.episodes?.shape[0] ?? 1) - 1;
  let first = 0;
  const walks: GridWalk[] = trace.episodes
    ? Array.from({ length: last + 1 }, (_, k) => {
        const cells = walk(trace, k);
        const begun = first;
        if (trialOf) first += cells.length - 1;
        return { cells, first: begun, colour: stepColour(theme, k, last), focus: step === 'all' ? trialOf || k === 0 || k === last : k === step };
      })
    : [];
  return grid({
    columns,
    rows,
    boards: boards(trace, columns * rows, theme),
    walks,
    goal: task ? [Math.round(task[0]!), Math.round(task[1]!)] : null,
    others: [],
    inOrder: trialOf,
    goalLabel: text.goal,
    beliefColour: theme.truth,
  });
}

/** What exact inference knows of the goal shades the cells. */
function boards({ exact_belief: belief }: Trace, cells: number, theme: Theme): Board[] {
  if (belief?.shape[1] !== cells) return [{ title: '', colour: theme.muted, belief: null }];
  return [{ title: text.grid.belief, colour: theme.muted, belief: (step) => part(belief, Math.min(step, belief.shape[0]! - 1)) }];
}

/** The cells of one step's first episode. */
export function walk(trace: Trace, k: number): Array<[number, number]> {
  const { episodes, lengths } = trace;
  const variables = episodes!.shape.at(-1)!;
  const data = part(episodes!, k);
  return Array.from({ length: part(lengths!, k)[0]! + 1 }, (_, t) => [Math.round(data[t * variables]!), Math.round(data[t * variables + 1]!)]);
}
