import type { Trace, TraceArray } from '../engine/protocol.ts';
import { stepColour } from '../views/colour.ts';
import type { Theme } from '../views/frame.ts';
import { type Board, type GridWalk, grid as gridView } from '../views/grid.ts';
import { changeOfPlaces } from './changes.ts';
import { metaEpisodes } from './episodes.ts';
import { type Face, type Scene, settingOf } from './face.ts';
import { isTrial, lastOf, part } from './moments.ts';

/** Walks over a board of cells, one of which is the goal. */
export const grid: Face = {
  // Two boards stand one above the other where the learner's expectation is drawn beneath the exact belief.
  shape: ({ learner }) => (learner.adapts === 'belief' ? 'tower' : 'square'),

  adaptation(scene, { theme, moment }) {
    const { trace, task, words } = scene;
    const [columns, rows] = settingOf(scene, 'grid').cells;
    const inOrder = isTrial(scene);
    const last = lastOf(trace.episodes);
    let played = 0;
    const walks: GridWalk[] =
      trace.episodes && trace.lengths
        ? Array.from({ length: last + 1 }, (_, k) => {
            const cells = walkOf(trace, k);
            const first = played;
            if (inOrder) played += cells.length - 1;
            return { cells, first, colour: stepColour(theme, k, last), focus: moment === 'all' ? inOrder || k === 0 || k === last : k === moment };
          })
        : [];
    return gridView({
      columns,
      rows,
      boards: boardsOf(scene, theme),
      walks,
      goal: task ? [Math.round(task[0]!), Math.round(task[1]!)] : null,
      others: [],
      inOrder,
      goalLabel: words.text.faces.grid.goal,
    });
  },

  legend: ({ trace, words: { text } }, theme) => [
    { look: 'frame', colour: theme.truth, label: text.faces.grid.goal },
    ...(trace.exact_belief ? [{ look: 'shade', colour: theme.truth, label: text.faces.grid.shade } as const] : []),
  ],

  meta: {
    pictures: 2,
    drawings(scene, theme) {
      const [columns, rows] = settingOf(scene, 'grid').cells;
      const tasks = scene.trace.tasks?.data ?? [];
      return metaEpisodes(scene, theme).map(({ title, colour, trace }) =>
        gridView({
          columns,
          rows,
          boards: [{ title, colour, cells: null }],
          walks: [{ cells: walkOf(trace, 0), first: 0, colour: theme.pre, focus: true }],
          goal: null,
          others: Array.from({ length: tasks.length / 2 }, (_, i) => [Math.round(tasks[2 * i]!), Math.round(tasks[2 * i + 1]!)]),
          inOrder: true,
          goalLabel: '',
        }),
      );
    },
    change: changeOfPlaces,
  },
};

/** What exact inference knows of the goal, and beside it what was learned to be expected of each cell. */
function boardsOf(scene: Scene, theme: Theme): Board[] {
  const { exact_belief: exact, predicted_reward: predicted } = scene.trace;
  const { text } = scene.words;
  const { cells: [columns, rows], rewards: [step, goal] } = settingOf(scene, 'grid');
  const cells = columns * rows;
  const boards: Board[] = [];
  const numbersOf = (array: TraceArray) => (steps: number) => part(array, Math.min(steps, lastOf(array)));
  if (exact?.shape[1] === cells) {
    // By the square root: a belief that is spread over many cells must be seen, too.
    const shade = (value: number) => Math.sqrt(Math.max(0, value));
    boards.push({ title: text.faces.grid.belief, colour: theme.muted, cells: { numbers: numbersOf(exact), shade, colour: theme.truth } });
  }
  if (predicted?.shape[1] === cells) {
    const shade = (value: number) => Math.max(0, Math.min(1, (value - step) / (goal - step)));
    boards.push({ title: text.faces.grid.predicted, colour: theme.muted, cells: { numbers: numbersOf(predicted), shade, colour: theme.post } });
  }
  return boards.length ? boards : [{ title: '', colour: theme.muted, cells: null }];
}

/** The cells of one moment's first episode. */
function walkOf({ episodes, lengths }: Trace, k: number): Array<[number, number]> {
  const variables = episodes!.shape.at(-1) ?? 2;
  const data = part(episodes!, k);
  const length = part(lengths!, k)[0] ?? 0;
  return Array.from({ length: length + 1 }, (_, t) => [Math.round(data[t * variables]!), Math.round(data[t * variables + 1]!)]);
}
