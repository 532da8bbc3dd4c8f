// Parameter space on a plane through θ, from above: the height of the meta-objective as shading, contours of single tasks,
// the way that led to θ, what each task adapts it to, and where the meta-gradient points.
import { blankCells, drawCells, setCell } from './cells.ts';
import { classColours, mix, parseColour } from './colour.ts';
import { contour } from './contours.ts';
import { arrow } from './fans.ts';
import { type Drawing, type Frame, dot, drawLabel } from './frame.ts';
import { ticks } from './scale.ts';

export interface Landscape {
  /** Heights, rows by the second coordinate; columns and rows are as many. */
  surface: ArrayLike<number>;
  cells: number;
  /** Middle and half width. */
  window: readonly [x: number, y: number, half: number];
  /** Of each task a way from θ, point by point. */
  paths: ReadonlyArray<ReadonlyArray<readonly [number, number]>>;
  /** Heights of tasks that have contours, by their number. */
  contours: ReadonlyArray<{ task: number; heights: ArrayLike<number> }>;
  trail: ReadonlyArray<readonly [number, number]>;
  /** Where the meta-gradient leads down, exactly and by first order; one of them at most where there is none. */
  descents: ReadonlyArray<readonly [number, number]>;
  /** Names of θ and of what task i adapts it to. */
  theta: string;
  adapted(task: number): string;
}

/** Contours lie where so many of the heights in sight are below. */
const LEVELS = [0.06, 0.16, 0.28, 0.42, 0.58];
/** Of the darkest shade: this much of the ink. */
const DARKEST = 0.34;
/** The longer arrow of the meta-gradient takes so much of the half width. */
const ARROW = 0.62;

export function landscape(data: Landscape): Drawing {
  return {
    base(frame) {
      const { context, width, height } = frame;
      const [middleX, middleY, half] = data.window;
      const unit = Math.min(width, height) / 2 / half;
      const at = ([x, y]: readonly [number, number]): [number, number] => [width / 2 + (x - middleX) * unit, height / 2 - (y - middleY) * unit];
      context.save();
      context.beginPath();
      context.rect(width / 2 - half * unit, height / 2 - half * unit, 2 * half * unit, 2 * half * unit);
      context.clip();
      shade(frame, data, half * unit);
      for (const { task, heights } of data.contours) drawContours(frame, heights, data.cells, half * unit, taskColour(frame, task));
      drawTrail(frame, [...data.trail, [0, 0] as const].map(at));
      data.paths.forEach((path, task) => drawPath(frame, [at([0, 0]), ...path.map(at)], taskColour(frame, task)));
      drawDescents(frame, data.descents, at([0, 0]), half * unit);
      const [x, y] = at([0, 0]);
      dot(frame, x, y, 6, frame.theme.paper, frame.theme.ink);
      context.restore();
      drawLabel(frame, { text: data.theta, x: x - 9, y: y - 9, colour: frame.theme.ink, align: 'right', size: 15, weight: 600, halo: true });
      data.paths.forEach((path, task) => {
        const end = path.at(-1);
        if (!end) return;
        const [endX, endY] = at(end);
        const beside = endX < x ? -1 : 1;
        drawLabel(frame, {
          text: data.adapted(task), x: Math.max(22, Math.min(width - 22, endX + 9 * beside)), y: Math.max(14, Math.min(height - 22, endY + (endY < y ? -6 : 14))),
          colour: taskColour(frame, task), align: beside < 0 ? 'right' : 'left', size: 12, weight: 600, halo: true,
        });
      });
      scaleBar(frame, half, unit);
    },
  };
}

function taskColour({ theme }: Frame, task: number): string {
  const colours = classColours(theme);
  return colours[task % colours.length]!;
}

/** Heights by their rank: the shape is seen however steep it is. The lowest is as light as the paper. */
function shade(frame: Frame, { surface, cells }: Landscape, reach: number): void {
  const { context, theme, width, height } = frame;
  const sorted = Array.from(surface).filter(Number.isFinite).sort((a, b) => a - b);
  const [low, high] = [sorted[0] ?? 0, sorted[Math.floor(0.97 * (sorted.length - 1))] ?? 1];
  const grid = blankCells(cells, cells);
  const wall = parseColour(mix(theme.paper, theme.ink, DARKEST));
  for (let row = 0; row < cells; row++) {
    for (let column = 0; column < cells; column++) {
      const value = surface[row * cells + column]!;
      const part = Math.max(0, Math.min(1, (value - low) / (high - low || 1)));
      // The second coordinate goes upwards.
      setCell(grid, column, cells - 1 - row, Number.isFinite(value) ? parseColour(mix(theme.paper, theme.ink, DARKEST * Math.sqrt(part))) : wall);
    }
  }
  // The outermost heights are those of the edges themselves.
  const beyond = reach / (cells - 1);
  drawCells(context, grid, { left: width / 2 - reach - beyond, top: height / 2 - reach - beyond, width: 2 * (reach + beyond), height: 2 * (reach + beyond) }, true);
}

function drawContours(frame: Frame, heights: ArrayLike<number>, cells: number, reach: number, colour: string): void {
  const { context, width, height } = frame;
  const sorted = Array.from(heights).filter(Number.isFinite).sort((a, b) => a - b);
  const step = (2 * reach) / (cells - 1);
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.globalAlpha = 0.55;
  for (const share of LEVELS) {
    const level = sorted[Math.floor(share * (sorted.length - 1))];
    if (level === undefined) continue;
    context.beginPath();
    for (const [x0, y0, x1, y1] of contour(heights, cells, level)) {
      context.moveTo(width / 2 - reach + x0 * step, height / 2 + reach - y0 * step);
      context.lineTo(width / 2 - reach + x1 * step, height / 2 + reach - y1 * step);
    }
    context.stroke();
  }
  context.globalAlpha = 1;
}

function drawTrail(frame: Frame, points: ReadonlyArray<readonly [number, number]>): void {
  const { context, theme } = frame;
  if (points.length < 2) return;
  context.strokeStyle = theme.muted;
  context.lineWidth = 1.6;
  context.lineJoin = 'round';
  context.beginPath();
  points.forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
  context.stroke();
  for (const [x, y] of points.slice(0, -1)) dot(frame, x, y, 2.6, theme.muted);
}

function drawPath(frame: Frame, points: ReadonlyArray<readonly [number, number]>, colour: string): void {
  points.slice(1).forEach((point, i) => arrow(frame, points[i]!, point, colour, false, 1.8));
}

function drawDescents(frame: Frame, descents: Landscape['descents'], from: readonly [number, number], reach: number): void {
  const longest = Math.max(0, ...descents.map(([x, y]) => Math.hypot(x, y)));
  if (!(longest > 0)) return;
  const scale = (ARROW * reach) / longest;
  [...descents].reverse().forEach(([x, y], i) => {
    const exact = i === descents.length - 1;
    arrow(frame, from, [from[0] + x * scale, from[1] - y * scale], exact ? frame.theme.ink : frame.theme.muted, !exact, exact ? 3.2 : 2.4);
  });
}

/** A round length, in parameters’ own units. */
function scaleBar(frame: Frame, half: number, unit: number): void {
  const { context, theme, height } = frame;
  const length = ticks(0, half, 3)[1] ?? half / 2;
  const [x, y] = [10, height - 10];
  context.strokeStyle = theme.ink;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x, y - 4);
  context.lineTo(x, y);
  context.lineTo(x + length * unit, y);
  context.lineTo(x + length * unit, y - 4);
  context.stroke();
  drawLabel(frame, { text: frame.format(length), x: x + (length * unit) / 2, y: y - 5, align: 'center', colour: theme.ink, halo: true, size: 11 });
}
