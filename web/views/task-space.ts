import { type Axes, type AxesOptions, drawAxes, layoutAxes } from './axes.ts';
import { fade } from './colour.ts';
import { type Drawing, type Frame, cross, dot } from './frame.ts';

export interface TaskSpace {
  /** Tasks one after the other, each with `width` parameters. */
  tasks: Float32Array;
  /** Batches that came before, the newest last. */
  trail: Float32Array[];
  width: number;
  /** Which parameters lie along x and y; the same twice where there is only one. */
  axes: [number, number];
  labels: [string, string];
  ranges: [[number, number], [number, number]];
  chosen: number | null;
  probe: ArrayLike<number> | null;
}

/** Around the distribution there is room for tasks outside of it. */
const MARGIN = 0.22;

function options(space: TaskSpace): AxesOptions {
  const widen = ([low, high]: [number, number]): [number, number] => {
    const pad = (high - low || 1) * MARGIN;
    return [low - pad, high + pad];
  };
  return { x: widen(space.ranges[0]), y: widen(space.ranges[1]), xLabel: space.labels[0], yLabel: space.labels[1], plainY: isLine(space) };
}

/** One parameter alone: its tasks lie on a line. */
function isLine(space: TaskSpace): boolean {
  return space.width === 1;
}

export function taskSpaceAxes(size: { width: number; height: number }, space: TaskSpace): Axes {
  return layoutAxes(size, options(space));
}

/** The task at a pixel: a sampled one where one is near, else the point itself. */
export function taskAt(size: { width: number; height: number }, space: TaskSpace, px: number, py: number): { task: number } | { point: [number, number] } {
  const axes = taskSpaceAxes(size, space);
  const count = space.tasks.length / space.width;
  let best = -1;
  let nearest = 12 * 12;
  for (let i = 0; i < count; i++) {
    const [x, y] = place(axes, space, space.tasks, i);
    const [dx, dy] = [x - px, y - py];
    if (dx * dx + dy * dy < nearest) {
      nearest = dx * dx + dy * dy;
      best = i;
    }
  }
  return best >= 0 ? { task: best } : { point: [axes.x.invert(px), axes.y.invert(py)] };
}

export function taskSpace(space: TaskSpace): Drawing {
  return {
    base(frame: Frame) {
      const { context, theme } = frame;
      const axes = taskSpaceAxes(frame, space);
      drawAxes(frame, axes, options(space));
      const [xs, ys] = space.ranges;
      const box = [axes.x(xs[0]), axes.y(ys[1]), axes.x(xs[1]) - axes.x(xs[0]), axes.y(ys[0]) - axes.y(ys[1])] as const;
      context.fillStyle = fade(theme.task, 0.07);
      context.fillRect(...box);
      context.setLineDash([4, 4]);
      context.lineWidth = 1;
      context.strokeStyle = fade(theme.task, 0.7);
      context.strokeRect(...box);
      context.setLineDash([]);
      context.save();
      context.beginPath();
      context.rect(axes.left, axes.top, axes.right - axes.left, axes.bottom - axes.top);
      context.clip();
      space.trail.forEach((batch, age) => points(frame, axes, space, batch, 2.5, fade(theme.task, 0.1 + (0.2 * (age + 1)) / space.trail.length)));
      points(frame, axes, space, space.tasks, 5, theme.task, theme.paper);
      context.restore();
      if (space.chosen !== null && (space.chosen + 1) * space.width <= space.tasks.length) {
        const [x, y] = place(axes, space, space.tasks, space.chosen);
        dot(frame, x, y, 6, theme.task, theme.paper);
        ring(frame, x, y, 11, theme.ink);
      }
      if (space.probe) {
        const [x, y] = place(axes, space, space.probe, 0);
        ring(frame, x, y, 9, theme.probe);
        cross(frame, x, y, 14, theme.probe);
      }
    },
  };
}

function place(axes: Axes, space: TaskSpace, list: ArrayLike<number>, i: number): [number, number] {
  const [x, y] = space.axes.map((axis) => list[i * space.width + axis]!) as [number, number];
  return [axes.x(x), isLine(space) ? (axes.top + axes.bottom) / 2 : axes.y(y)];
}

function points(frame: Frame, axes: Axes, space: TaskSpace, list: Float32Array, radius: number, fill: string, edge?: string): void {
  for (let i = 0; i < list.length / space.width; i++) {
    const [x, y] = place(axes, space, list, i);
    dot(frame, x, y, radius, fill);
    if (!edge) continue;
    frame.context.lineWidth = 1;
    frame.context.strokeStyle = edge;
    frame.context.stroke();
  }
}

function ring(frame: Frame, x: number, y: number, radius: number, colour: string): void {
  const { context } = frame;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.lineWidth = 2;
  context.strokeStyle = colour;
  context.stroke();
}
