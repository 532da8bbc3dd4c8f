import type { TaskParameter, Trace, TraceArray } from '../engine/protocol.ts';
import type { Words } from '../messages/index.ts';
import { stepColour } from '../views/colour.ts';
import type { Drawing, Theme } from '../views/frame.ts';
import { type Board, type GridWalk, grid } from '../views/grid.ts';
import { type Shown, part } from './shown.ts';

/** What a step brings off the goal and on it. */
const STEP_REWARD = -0.1;
const GOAL_REWARD = 1;

/** Columns and rows of cells, from the ranges of the goal's coordinates. */
export function cellsOf(parameters: TaskParameter[]): [columns: number, rows: number] {
  return [Math.round(parameters[0]!.high) + 1, Math.round(parameters[1]!.high) + 1];
}

export function gridDrawing({ trace, parameters, task, theme, step, count, words }: Shown): Drawing {
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
    boards: boards(trace, columns * rows, theme, words),
    walks,
    goal: task ? [Math.round(task[0]!), Math.round(task[1]!)] : null,
    others: [],
    inOrder: trialOf,
    goalLabel: words.text.goal,
  });
}

/** What exact inference knows of the goal, and beside it what was learned to be expected of each cell. */
function boards({ exact_belief: exact, predicted_reward: predicted }: Trace, cells: number, theme: Theme, words: Words): Board[] {
  const boards: Board[] = [];
  const numbersOf = (array: TraceArray) => (step: number) => part(array, Math.min(step, array.shape[0]! - 1));
  if (exact?.shape[1] === cells) {
    // By the square root: a belief that is spread over many cells must be seen, too.
    const shade = (value: number) => Math.sqrt(Math.max(0, value));
    boards.push({ title: words.text.grid.belief, colour: theme.muted, cells: { numbers: numbersOf(exact), shade, colour: theme.truth } });
  }
  if (predicted?.shape[1] === cells) {
    const shade = (value: number) => Math.max(0, Math.min(1, (value - STEP_REWARD) / (GOAL_REWARD - STEP_REWARD)));
    boards.push({ title: words.text.grid.predicted, colour: theme.muted, cells: { numbers: numbersOf(predicted), shade, colour: theme.post } });
  }
  return boards.length ? boards : [{ title: '', colour: theme.muted, cells: null }];
}

/** The cells of one step's first episode. */
export function walk(trace: Trace, k: number): Array<[number, number]> {
  const { episodes, lengths } = trace;
  const variables = episodes!.shape.at(-1)!;
  const data = part(episodes!, k);
  return Array.from({ length: part(lengths!, k)[0]! + 1 }, (_, t) => [Math.round(data[t * variables]!), Math.round(data[t * variables + 1]!)]);
}
