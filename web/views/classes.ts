import { blankCells, drawCells, setCell } from './cells.ts';
import { type Rgb, classColours, parseColour } from './colour.ts';
import { type Drawing, type Frame, drawLabel } from './frame.ts';
import { type Place, squares } from './panels.ts';
import type { Pen } from './pen.ts';
import { extent, linear } from './scale.ts';

/** Probabilities of the classes at each input, or the class itself. */
export type ClassPanel = { title: string; colour: string } & ({ probabilities: ArrayLike<number> } | { classes: ArrayLike<number> });

export interface Points {
  /** Pairs of numbers. */
  places: ArrayLike<number>;
  /** The class of each. */
  classes: ArrayLike<number>;
}

export interface Classes {
  /** Pairs of inputs, in lines of equal second input. */
  inputs: Float32Array;
  count: number;
  panels: ClassPanel[];
  support?: Points;
  query?: Points;
  /** Where the points lie in what is learned, two numbers each, and the prototypes between them. */
  embedding?: { title: string; points: Points; prototypes: ArrayLike<number> };
}

/** Regions of classes in the plane, and the points that they come from. */
export function classes(data: Classes): Drawing {
  return {
    base(frame) {
      const places = squares(frame, data.panels.length + (data.embedding ? 1 : 0));
      data.panels.forEach((panel, i) => {
        title(frame, places[i]!, panel.title, panel.colour);
        regions(frame, data, panel, places[i]!);
        edge(frame, places[i]!);
      });
      if (data.embedding) embedding(frame, data.embedding, places.at(-1)!);
    },
  };
}

function title(frame: Frame, { left, top, side }: Place, text: string, colour: string): void {
  drawLabel(frame, { text, x: left, y: top - 8, colour, weight: 600, size: 13, room: side });
}

function edge(frame: Frame, { left, top, side }: Place): void {
  frame.context.strokeStyle = frame.theme.line;
  frame.context.lineWidth = 1;
  frame.context.strokeRect(left + 0.5, top + 0.5, side - 1, side - 1);
}

function regions(frame: Frame, data: Classes, panel: ClassPanel, { left, top, side }: Place): void {
  const { context, theme } = frame;
  const palette = classColours(theme).map(parseColour);
  const paper = parseColour(theme.paper);
  const total = data.inputs.length / 2;
  const cells = Math.round(Math.sqrt(total));
  const [x, y] = [0, 1].map((axis) => extent([data.inputs.filter((_, i) => (i & 1) === axis)], 0)) as [[number, number], [number, number]];
  const across = linear(x[0], x[1], 0, 1);
  const up = linear(y[0], y[1], 0, 1);
  const grid = blankCells(cells, cells);
  for (let i = 0; i < total; i++) {
    const column = Math.round(across(data.inputs[2 * i]!) * (cells - 1));
    const row = cells - 1 - Math.round(up(data.inputs[2 * i + 1]!) * (cells - 1));
    const colour = 'classes' in panel ? mixed(palette, paper, panel.classes[i]!, 0.55) : blend(palette, paper, panel.probabilities, i, data.count);
    setCell(grid, column, row, colour);
  }
  drawCells(context, grid, { left, top, width: side, height: side }, true);
  const size = Math.max(3, Math.min(6, side / 36));
  const place = (points: Points, i: number): [number, number] => [left + across(points.places[2 * i]!) * side, top + (1 - up(points.places[2 * i + 1]!)) * side];
  for (const [points, radius, strong] of [[data.query, size * 0.5, false], [data.support, size, true]] as const) {
    for (let i = 0; points && i < points.classes.length; i++) mark(frame, place(points, i), points.classes[i]!, radius, strong);
  }
}

/** Each class's colour by its probability: where none is sure, the colours mix to grey. */
function blend(palette: Rgb[], paper: Rgb, probabilities: ArrayLike<number>, i: number, count: number): Rgb {
  const sum: Rgb = [0, 0, 0];
  let most = 0;
  for (let c = 0; c < count; c++) {
    const p = probabilities[i * count + c]!;
    if (!Number.isFinite(p)) return paper;
    most = Math.max(most, p);
    for (const k of [0, 1, 2] as const) sum[k] += p * palette[c % palette.length]![k];
  }
  const sure = 0.15 + 0.4 * ((most - 1 / count) / (1 - 1 / count));
  return paper.map((value, k) => value + (sum[k]! - value) * sure) as Rgb;
}

function mixed(palette: Rgb[], paper: Rgb, index: number, part: number): Rgb {
  const colour = palette[Math.round(index) % palette.length] ?? paper;
  return paper.map((value, k) => value + (colour[k]! - value) * part) as Rgb;
}

/** Each class has a shape, too: the difference does not rest on colour. */
function mark(frame: Frame, [x, y]: [number, number], index: number, radius: number, strong: boolean): void {
  const { context, theme } = frame;
  const palette = classColours(theme);
  shape(context, x, y, radius, Math.round(index));
  context.fillStyle = palette[Math.round(index) % palette.length] ?? theme.muted;
  context.fill();
  context.lineWidth = strong ? 1.5 : 0.75;
  context.strokeStyle = strong ? theme.ink : theme.paper;
  context.stroke();
}

function shape(context: Pen, x: number, y: number, radius: number, index: number): void {
  const corners = [0, 4, 3, 4, 5, 6][index % 6]!;
  context.beginPath();
  if (corners === 0) {
    context.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  const turn = index % 6 === 1 ? Math.PI / 4 : -Math.PI / 2;
  for (let i = 0; i < corners; i++) {
    const angle = turn + (2 * Math.PI * i) / corners;
    context.lineTo(x + 1.2 * radius * Math.cos(angle), y + 1.2 * radius * Math.sin(angle));
  }
  context.closePath();
}

function embedding(frame: Frame, data: NonNullable<Classes['embedding']>, place: Place): void {
  const { context, theme } = frame;
  const { left, top, side } = place;
  title(frame, place, data.title, theme.muted);
  context.fillStyle = theme.tint;
  context.fillRect(left, top, side, side);
  edge(frame, place);
  const side2 = (axis: number) => [data.points.places, data.prototypes].flatMap((list) => Array.from(list).filter((_, i) => (i & 1) === axis));
  const x = linear(...extent([side2(0)], 0.12), left, left + side);
  const y = linear(...extent([side2(1)], 0.12), top + side, top);
  const size = Math.max(3, Math.min(6, side / 36));
  const prototype = (c: number): [number, number] => [x(data.prototypes[2 * c]!), y(data.prototypes[2 * c + 1]!)];
  for (let i = 0; i < data.points.classes.length; i++) {
    const at: [number, number] = [x(data.points.places[2 * i]!), y(data.points.places[2 * i + 1]!)];
    context.beginPath();
    context.moveTo(...at);
    context.lineTo(...prototype(Math.round(data.points.classes[i]!)));
    context.strokeStyle = theme.muted;
    context.globalAlpha = 0.4;
    context.lineWidth = 1;
    context.stroke();
    context.globalAlpha = 1;
    mark(frame, at, data.points.classes[i]!, size * 0.75, false);
  }
  for (let c = 0; 2 * c < data.prototypes.length; c++) mark(frame, prototype(c), c, size * 1.7, true);
}
