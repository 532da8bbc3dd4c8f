import { blankCells, drawCells, setCell } from './cells.ts';
import { type Rgb, parseColour } from './colour.ts';
import { type Drawing, type Frame, type Theme, drawLabel } from './frame.ts';
import { squares } from './panels.ts';

export interface Panel {
  title: string;
  colour: string;
  values: ArrayLike<number>;
}

export interface Field {
  /** Pairs of inputs, one for each value of a panel. */
  inputs: Float32Array;
  panels: Panel[];
  points?: { inputs: Float32Array; targets: Float32Array };
  /** The outputs that mean "no" and "yes". */
  range: [number, number];
}

/** Functions of two inputs, one panel beside the other, in as many rows as give the largest panels. */
export function field(data: Field): Drawing {
  return {
    base(frame) {
      const places = squares(frame, data.panels.length);
      data.panels.forEach((panel, i) => {
        const { left, top, side } = places[i]!;
        drawLabel(frame, { text: panel.title, x: left, y: top - 8, colour: panel.colour, weight: 600, size: 13, room: side });
        drawPanel(frame, data, panel, left, top, side);
        frame.context.strokeStyle = frame.theme.line;
        frame.context.lineWidth = 1;
        frame.context.strokeRect(left + 0.5, top + 0.5, side - 1, side - 1);
      });
    },
  };
}

function drawPanel(frame: Frame, data: Field, panel: Panel, x: number, y: number, side: number): void {
  const { context, theme } = frame;
  const cells = Math.round(Math.sqrt(panel.values.length));
  const box = bounds(data.inputs);
  const grid = blankCells(cells, cells);
  const colours = [theme.zero, theme.paper, theme.one].map(parseColour);
  const at = (value: number, axis: number) => (value - box[axis]![0]) / (box[axis]![1] - box[axis]![0] || 1);
  for (let i = 0; i < panel.values.length; i++) {
    const column = Math.round(at(data.inputs[2 * i]!, 0) * (cells - 1));
    const row = cells - 1 - Math.round(at(data.inputs[2 * i + 1]!, 1) * (cells - 1));
    const part = (panel.values[i]! - data.range[0]) / (data.range[1] - data.range[0]);
    // What is not a number, after a divergence, has neither colour.
    const colour = Number.isFinite(part) ? shade(colours as [Rgb, Rgb, Rgb], part) : parseColour(theme.line);
    setCell(grid, column, row, colour);
  }
  drawCells(context, grid, { left: x, top: y, width: side, height: side }, true);
  if (!data.points) return;
  for (let i = 0; i < data.points.targets.length; i++) {
    const px = x + at(data.points.inputs[2 * i]!, 0) * side;
    const py = y + (1 - at(data.points.inputs[2 * i + 1]!, 1)) * side;
    const yes = data.points.targets[i]! > (data.range[0] + data.range[1]) / 2;
    mark(frame, theme, px, py, yes, Math.max(2.5, Math.min(5, side / 40)));
  }
}

/** "Yes" is a filled circle, "no" an open one: the difference does not rest on colour. */
function mark(frame: Frame, theme: Theme, x: number, y: number, yes: boolean, radius: number): void {
  const { context } = frame;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.lineWidth = 1.5;
  context.fillStyle = yes ? theme.ink : theme.paper;
  context.fill();
  context.strokeStyle = theme.ink;
  context.stroke();
}

function bounds(inputs: Float32Array): [[number, number], [number, number]] {
  const box: [[number, number], [number, number]] = [[Infinity, -Infinity], [Infinity, -Infinity]];
  inputs.forEach((value, i) => {
    const side = box[i & 1]!;
    side[0] = Math.min(side[0], value);
    side[1] = Math.max(side[1], value);
  });
  return box;
}

function shade([zero, middle, one]: [Rgb, Rgb, Rgb], part: number): Rgb {
  const p = Math.max(0, Math.min(1, part)) * 2 - 1;
  const end = p < 0 ? zero : one;
  return middle.map((value, i) => value + (end[i]! - value) * Math.abs(p)) as Rgb;
}
