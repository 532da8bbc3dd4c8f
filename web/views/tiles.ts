import { type Drawing, drawLabel } from './frame.ts';

/** All tasks that a family has, as tiles in a grid. */
export interface DrawnTile {
  name: string;
  /** Values from 0 to 1, row by row. */
  cells: readonly number[];
  columns: number;
  /** How often it is in the batch, in words; "" where it is not. */
  count: string;
  chosen: boolean;
}

const TILE = { width: 96, height: 112, gap: 8 };
const CELLS = 52;

export function tilesSize(count: number, columns = 4): { width: number; height: number } {
  const across = (many: number, each: number) => many * each + (many - 1) * TILE.gap;
  return { width: across(columns, TILE.width), height: across(Math.ceil(count / columns), TILE.height) };
}

export function tiles(data: readonly DrawnTile[], columns = 4): Drawing {
  return {
    base(frame) {
      const { context, theme } = frame;
      data.forEach(({ name, cells, columns: wide, count, chosen }, i) => {
        const left = (i % columns) * (TILE.width + TILE.gap);
        const top = Math.floor(i / columns) * (TILE.height + TILE.gap);
        context.globalAlpha = count ? 1 : 0.45;
        const side = CELLS / wide;
        const from = left + (TILE.width - CELLS) / 2;
        cells.forEach((value, cell) => {
          context.fillStyle = value > 0.5 ? theme.one : theme.zero;
          context.fillRect(from + (cell % wide) * side + 1, top + 8 + Math.floor(cell / wide) * side + 1, side - 2, side - 2);
        });
        const label = { x: left + TILE.width / 2, align: 'center', room: TILE.width - 6 } as const;
        drawLabel(frame, { ...label, text: name, y: top + 78, colour: theme.ink, weight: 600 });
        drawLabel(frame, { ...label, text: count, y: top + 98 });
        context.globalAlpha = 1;
        context.strokeStyle = chosen ? theme.probe : count ? theme.task : theme.line;
        context.lineWidth = chosen ? 3 : 1;
        context.strokeRect(left + 1.5, top + 1.5, TILE.width - 3, TILE.height - 3);
      });
    },
  };
}
