import type { Drawing } from './frame.ts';
import { type Group, numberOf, stages } from './stages.ts';

export interface Screen {
  groups: Group[];
  columns: number;
  rows: number;
  /** Which variables are the paddle's column, and the column and the row of each ball. A ball above or below is not seen. */
  paddle: number;
  balls: Array<[column: number, row: number]>;
  /** Steps a second. */
  pace: number;
  labels: { time: string };
}

/** A game as its pixels. */
export function screen({ groups, columns, rows, paddle, balls, pace, labels }: Screen): Drawing {
  return stages({
    groups,
    pace,
    labels,
    square: true,
    scenery: () => undefined,
    act({ context, theme }, { left, top, width, height }, { group, lane, at, first }) {
      if (!first) return;
      const row = Math.min(Math.floor(at), group.lengths[lane]!);
      const now = (variable: number) => numberOf(group, lane, row, variable);
      const side = Math.floor(Math.min(width / columns, height / rows));
      const [x, y] = [left + (width - side * columns) / 2, top + (height - side * rows) / 2];
      const pixel = (column: number, line: number, colour: string) => {
        context.fillStyle = colour;
        context.fillRect(x + column * side + 1, y + line * side + 1, side - 2, side - 2);
      };
      for (let line = 0; line < rows; line++) for (let column = 0; column < columns; column++) pixel(column, line, theme.tint);
      for (const [column, line] of balls) if (now(line) >= 0 && now(line) < rows) pixel(now(column), now(line), theme.truth);
      pixel(now(paddle), rows - 1, theme.ink);
    },
  });
}
