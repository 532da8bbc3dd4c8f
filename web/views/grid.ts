import { stepNow } from './clock.ts';
import { fade } from './colour.ts';
import { type Drawing, type Frame, dot, drawLabel } from './frame.ts';

/** One board of cells: what is held to be true of each of them, where the walks went, and where the goal is. */
export interface Board {
  title: string;
  colour: string;
  /** A number for each cell after so many steps of the trial, row by row from the bottom, and how strongly it shades its cell, 0 to 1. */
  cells: { numbers(step: number): ArrayLike<number>; shade(value: number): number; colour: string } | null;
}

export interface GridWalk {
  /** Cells as pairs of column and row, one more than steps. */
  cells: Array<[number, number]>;
  /** The step of the trial that it begins with. */
  first: number;
  colour: string;
  focus: boolean;
}

export interface Grid {
  columns: number;
  rows: number;
  boards: Board[];
  walks: GridWalk[];
  goal: [number, number] | null;
  /** Goals of other tasks, faintly. */
  others: Array<[number, number]>;
  /** One walk after the other, as in a trial; else all at once. */
  inOrder: boolean;
  goalLabel: string;
}

const TITLE = 24;
const GAP = 14;

interface Place {
  left: number;
  top: number;
  cell: number;
}

export function grid(data: Grid): Drawing {
  const places = ({ width, height }: Frame): Place[] => {
    const count = data.boards.length;
    const side = (columns: number) => {
      const rows = Math.ceil(count / columns);
      return Math.min((width - GAP * (columns + 1)) / columns / data.columns, (height - rows * (TITLE + GAP)) / rows / data.rows);
    };
    const columns = side(1) >= side(count) ? 1 : count;
    const cell = side(columns);
    const rows = Math.ceil(count / columns);
    const left = (width - columns * cell * data.columns - (columns - 1) * GAP) / 2;
    const top = Math.max(0, (height - rows * (cell * data.rows + TITLE) - (rows - 1) * GAP) / 2);
    return data.boards.map((_, i) => ({
      left: left + (i % columns) * (cell * data.columns + GAP),
      top: top + TITLE + Math.floor(i / columns) * (cell * data.rows + TITLE + GAP),
      cell,
    }));
  };
  const focus = data.walks.filter((walk) => walk.focus);
  const from = Math.min(...focus.map(({ first }) => first));
  const to = Math.max(...focus.map(({ first, cells }) => first + cells.length - 1));
  const now = (frame: Frame) => (focus.length === 0 ? 0 : data.inOrder ? stepNow(frame, from, to) : stepNow(frame, 0, Math.max(...focus.map(({ cells }) => cells.length - 1))));
  return {
    base(frame) {
      places(frame).forEach((place, i) => {
        const board = data.boards[i]!;
        drawLabel(frame, { text: board.title, x: place.left, y: place.top - 9, colour: board.colour, weight: 600, size: 13, room: i + 1 < data.boards.length && places(frame)[i + 1]!.top === place.top ? place.cell * data.columns : frame.width - place.left - 4 });
      });
    },
    moving(frame) {
      const step = now(frame);
      places(frame).forEach((place, i) => {
        cells(frame, data, place, data.boards[i]!, Math.floor(step));
        for (const walk of data.walks) if (!walk.focus) path(frame, data, place, walk, walk.cells.length - 1, 0.2);
        for (const walk of focus) {
          const done = Math.max(0, Math.min(walk.cells.length - 1, data.inOrder ? step - walk.first : step));
          const under = data.inOrder ? step >= walk.first && (step < walk.first + walk.cells.length - 1 || walk === focus.at(-1)) : true;
          path(frame, data, place, walk, walk.cells.length - 1, 0.3);
          if (!data.inOrder || step > walk.first) path(frame, data, place, walk, done, 1);
          if (under) head(frame, data, place, walk, done);
        }
        goals(frame, data, place, i === 0);
        numbers(frame, data, place, data.boards[i]!, Math.floor(step));
      });
    },
  };
}

function centre(data: Grid, { left, top, cell }: Place, [column, row]: [number, number]): [number, number] {
  return [left + (column + 0.5) * cell, top + (data.rows - row - 0.5) * cell];
}

function cells(frame: Frame, data: Grid, { left, top, cell }: Place, board: Board, step: number): void {
  const { context, theme } = frame;
  const numbers = board.cells?.numbers(step);
  for (let row = 0; row < data.rows; row++) {
    for (let column = 0; column < data.columns; column++) {
      const x = left + column * cell;
      const y = top + (data.rows - 1 - row) * cell;
      context.fillStyle = theme.tint;
      context.fillRect(x, y, cell, cell);
      const value = numbers?.[row * data.columns + column] ?? 0;
      const part = numbers ? board.cells!.shade(value) : 0;
      if (part > 0.01) {
        context.fillStyle = fade(board.cells!.colour, 0.65 * part);
        context.fillRect(x, y, cell, cell);
      }
      context.strokeStyle = theme.paper;
      context.lineWidth = 2;
      context.strokeRect(x, y, cell, cell);
    }
  }
}

/** Over the walks, in the corner that they leave last. */
function numbers(frame: Frame, data: Grid, { left, top, cell }: Place, board: Board, step: number): void {
  if (!board.cells || cell < 38) return;
  const values = board.cells.numbers(step);
  for (let row = 0; row < data.rows; row++) {
    for (let column = 0; column < data.columns; column++) {
      const value = values[row * data.columns + column] ?? 0;
      if (board.cells.shade(value) <= 0.01) continue;
      drawLabel(frame, { text: frame.format(Number(value.toPrecision(2))), x: left + column * cell + 5, y: top + (data.rows - row) * cell - 5, size: 11, colour: frame.theme.ink, halo: true });
    }
  }
}

/** Each walk keeps to a lane of its own within the cells, so that walks over the same cells stay apart. */
function aside(data: Grid, place: Place, walk: GridWalk): number {
  const i = data.walks.indexOf(walk);
  return ((i + 1) / (data.walks.length + 1) - 0.5) * place.cell * 0.55;
}

function point(data: Grid, place: Place, walk: GridWalk, at: number): [number, number] {
  const shift = aside(data, place, walk);
  const low = Math.floor(at);
  const [x, y] = centre(data, place, walk.cells[low]!);
  const [nextX, nextY] = centre(data, place, walk.cells[Math.min(low + 1, walk.cells.length - 1)]!);
  const part = at - low;
  return [x + (nextX - x) * part + shift, y + (nextY - y) * part + shift];
}

function path(frame: Frame, data: Grid, place: Place, walk: GridWalk, upTo: number, alpha: number): void {
  const { context } = frame;
  context.beginPath();
  for (let i = 0; i <= Math.floor(upTo); i++) context.lineTo(...point(data, place, walk, i));
  context.lineTo(...point(data, place, walk, upTo));
  context.globalAlpha = alpha;
  context.strokeStyle = walk.colour;
  context.lineWidth = alpha === 1 ? 3 : 2;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  context.stroke();
  context.globalAlpha = 1;
}

function head(frame: Frame, data: Grid, place: Place, walk: GridWalk, at: number): void {
  const [x, y] = point(data, place, walk, at);
  dot(frame, x, y, Math.max(4, Math.min(8, place.cell / 9)), walk.colour, frame.theme.paper);
}

function goals(frame: Frame, data: Grid, place: Place, labelled: boolean): void {
  const { context, theme } = frame;
  for (const other of data.others) {
    const [x, y] = centre(data, place, other);
    dot(frame, x, y, 3, fade(theme.truth, 0.6));
  }
  if (!data.goal) return;
  const [x, y] = centre(data, place, data.goal);
  const half = place.cell / 2 - 3;
  context.strokeStyle = theme.truth;
  context.lineWidth = 3;
  context.strokeRect(x - half, y - half, 2 * half, 2 * half);
  if (labelled && place.cell >= 34) drawLabel(frame, { text: data.goalLabel, x: x - half + 5, y: y - half + 5, baseline: 'top', colour: theme.truth, weight: 600, size: 12, halo: true, room: 2 * half - 8 });
}
