import { blankCells, drawCells, setCell } from './cells.ts';
import { type Rgb, parseColour } from './colour.ts';
import type { Row } from './trial.ts';

export interface Memory {
  label: string;
  /** The state that each step was taken by, of `units` numbers. */
  states: ArrayLike<number>;
  units: number;
  weight: number;
}

/** Each unit of a recurrent state as a line of colour over the steps: one end of the scale below zero, the other above. */
export function memory(data: Memory): Row {
  return {
    label: data.label,
    weight: data.weight,
    draw(frame, area) {
      const { context, theme } = frame;
      const count = data.states.length / data.units;
      const colours = [theme.zero, theme.paper, theme.one].map(parseColour) as [Rgb, Rgb, Rgb];
      const grid = blankCells(count, data.units);
      const most = Math.max(1e-6, ...Array.from(data.states, (value) => (Number.isFinite(value) ? Math.abs(value) : 0)));
      for (let t = 0; t < count; t++) {
        for (let unit = 0; unit < data.units; unit++) {
          const part = data.states[t * data.units + unit]! / most;
          setCell(grid, t, unit, shade(colours, part));
        }
      }
      context.save();
      context.beginPath();
      context.rect(area.left, area.top, area.right - area.left, area.bottom - area.top);
      context.clip();
      // A state's column lies over the step that was taken by it.
      drawCells(context, grid, { left: area.x(0), top: area.top, width: area.x(count) - area.x(0), height: area.bottom - area.top }, false);
      context.restore();
      context.strokeStyle = theme.line;
      context.lineWidth = 1;
      context.strokeRect(area.left + 0.5, area.top + 0.5, area.right - area.left - 1, area.bottom - area.top - 1);
    },
  };
}

function shade([below, middle, above]: [Rgb, Rgb, Rgb], part: number): Rgb {
  const end = part < 0 ? below : above;
  const size = Number.isFinite(part) ? Math.min(1, Math.abs(part)) : 0;
  return middle.map((value, i) => value + (end[i]! - value) * size) as Rgb;
}
