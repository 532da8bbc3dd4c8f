import { type Axes, type AxesOptions, drawAxes, layoutAxes } from './axes.ts';
import { stepNow } from './clock.ts';
import { fade } from './colour.ts';
import { type Drawing, type Frame, cross, dot, drawLabel, textWidth } from './frame.ts';
import { extent } from './scale.ts';

/** Episodes of one kind: `lanes` of them, each with `rows` positions of `variables` numbers, of which x and y come first. */
export interface Walks {
  data: Float32Array;
  lanes: number;
  rows: number;
  variables: number;
  lengths: ArrayLike<number>;
  colour: string;
  /** What is not in focus stays faintly behind. */
  focus: boolean;
}

export interface Plane {
  walks: Walks[];
  oracle: Float32Array | null;
  goal: [number, number] | null;
  /** Goals of other tasks, faintly. */
  others: Array<[number, number]>;
  title?: { text: string; colour: string };
  goalLabel: string;
  colours: { goal: string };
  /** Where the walks are the episodes of a trial: they are walked one after the other, from one step of the trial to another. */
  trial?: { horizon: number; from: number; to: number };
  /** Straight walls, each by both its ends. */
  walls?: Array<[x1: number, y1: number, x2: number, y2: number]>;
  /** Positions that must stay visible. */
  frame: [[number, number], [number, number]];
}

/** Seconds in which an episode is shown, and how long its end stays. */
const SHOWN = 3.2;
const HELD = 1.2;

export function plane(data: Plane): Drawing {
  const cache: { axes?: Axes; width?: number; height?: number } = {};
  const options: AxesOptions = { ...frameOf(data), square: true, ...(data.title ? { title: data.title } : {}) };
  const axesFor = (frame: Frame): Axes => {
    if (!cache.axes || cache.width !== frame.width || cache.height !== frame.height) {
      Object.assign(cache, { axes: layoutAxes(frame, options), width: frame.width, height: frame.height });
    }
    return cache.axes!;
  };
  return {
    base(frame) {
      const axes = axesFor(frame);
      drawAxes(frame, axes, options);
      for (const [x, y] of data.others) dot(frame, axes.x(x), axes.y(y), 2.5, fade(data.colours.goal, 0.55));
      clip(frame, axes, () => {
        for (const walks of [...data.walks].sort((a, b) => Number(a.focus) - Number(b.focus))) {
          for (let lane = 0; lane < walks.lanes; lane++) {
            path(frame, axes, walks, lane, 0, walks.lengths[lane]!);
            frame.context.strokeStyle = fade(walks.colour, walks.focus ? 0.5 : 0.16);
            frame.context.lineWidth = walks.focus ? 1.5 : 1;
            frame.context.stroke();
          }
        }
        walls(frame, axes, data);
        if (data.oracle) oracle(frame, axes, data);
      });
    },
    moving(frame) {
      const axes = axesFor(frame);
      const { trial } = data;
      clip(frame, axes, () => {
        if (trial) return inOrder(frame, axes, data.walks, trial);
        const part = Math.min(1, (frame.time % (SHOWN + HELD)) / SHOWN);
        for (const walks of data.walks) {
          if (!walks.focus) continue;
          for (let lane = 0; lane < walks.lanes; lane++) head(frame, axes, walks, lane, part * (walks.rows - 1));
        }
      });
      // Over everything that moves, so that it is never hidden.
      goal(frame, axes, data);
    },
  };
}

function inOrder(frame: Frame, axes: Axes, list: Walks[], { horizon, from, to }: NonNullable<Plane['trial']>): void {
  const step = stepNow(frame, from, to);
  // The end of the last one is no other one's beginning.
  const k = Math.min(Math.floor(step / horizon), Math.ceil(to / horizon) - 1, list.length - 1);
  const walks = list[k];
  for (let lane = 0; walks && lane < walks.lanes; lane++) head(frame, axes, walks, lane, step - k * horizon);
}

function head(frame: Frame, axes: Axes, walks: Walks, lane: number, step: number): void {
  const { context, theme } = frame;
  // All episodes use the same clock: one that is over early waits at its end.
  const now = Math.min(step, walks.lengths[lane]!);
  const at = Math.floor(now);
  path(frame, axes, walks, lane, Math.max(0, at - 10), at);
  context.strokeStyle = walks.colour;
  context.lineWidth = 2.5;
  context.stroke();
  const [x, y] = position(walks, lane, at);
  dot(frame, axes.x(x), axes.y(y), 4, walks.colour);
  context.lineWidth = 1;
  context.strokeStyle = theme.paper;
  context.stroke();
}

function path(frame: Frame, axes: Axes, walks: Walks, lane: number, from: number, to: number): void {
  const { context } = frame;
  context.beginPath();
  context.lineJoin = 'round';
  for (let row = from; row <= to; row++) {
    const [x, y] = position(walks, lane, row);
    if (row === from) context.moveTo(axes.x(x), axes.y(y));
    else context.lineTo(axes.x(x), axes.y(y));
  }
}

function position(walks: Walks, lane: number, row: number): [number, number] {
  const at = (lane * walks.rows + row) * walks.variables;
  return [walks.data[at]!, walks.data[at + 1]!];
}

function walls({ context, theme }: Frame, axes: Axes, data: Plane): void {
  context.strokeStyle = theme.ink;
  context.lineWidth = 4;
  for (const [x1, y1, x2, y2] of data.walls ?? []) {
    context.beginPath();
    context.moveTo(axes.x(x1), axes.y(y1));
    context.lineTo(axes.x(x2), axes.y(y2));
    context.stroke();
  }
}

function oracle(frame: Frame, axes: Axes, data: Plane): void {
  const { context } = frame;
  context.beginPath();
  for (let i = 0; i + 1 < data.oracle!.length; i += 2) context.lineTo(axes.x(data.oracle![i]!), axes.y(data.oracle![i + 1]!));
  context.setLineDash([5, 4]);
  context.lineWidth = 2;
  context.strokeStyle = data.colours.goal;
  context.stroke();
  context.setLineDash([]);
}

function goal(frame: Frame, axes: Axes, data: Plane): void {
  if (!data.goal) return;
  const [x, y] = [axes.x(data.goal[0]), axes.y(data.goal[1])];
  cross(frame, x, y, 9, data.colours.goal);
  // On the side where there is room for it.
  const room = frame.width - x - 16;
  const left = textWidth(frame, data.goalLabel, 13, 600) > room && x > frame.width / 2;
  drawLabel(frame, {
    text: data.goalLabel,
    x: x + (left ? -12 : 12),
    y: y - 6,
    align: left ? 'right' : 'left',
    room: left ? x - 16 : room,
    colour: data.colours.goal,
    weight: 600,
    size: 13,
    halo: true,
  });
}

function clip(frame: Frame, axes: Axes, draw: () => void): void {
  const { context } = frame;
  context.save();
  context.beginPath();
  context.rect(axes.left, axes.top, axes.right - axes.left, axes.bottom - axes.top);
  context.clip();
  draw();
  context.restore();
}

/** The task space with some room; farther only as far as most of the walks go, so that one that runs away stays outside. */
function frameOf(data: Plane): { x: [number, number]; y: [number, number] } {
  const sides = [0, 1].map((axis) => {
    const ends: number[] = [];
    for (const walks of data.walks) {
      if (!walks.focus) continue;
      for (let lane = 0; lane < walks.lanes; lane++) {
        for (let row = 0; row <= walks.lengths[lane]!; row += 4) ends.push(position(walks, lane, row)[axis]!);
      }
    }
    ends.sort((a, b) => a - b);
    const most = ends.length ? [ends[Math.floor(ends.length * 0.02)]!, ends[Math.ceil(ends.length * 0.98) - 1]!] : [];
    const limit = (data.frame[axis]![1] - data.frame[axis]![0]) * 1.5;
    const kept = most.map((value) => Math.max(data.frame[axis]![0] - limit, Math.min(data.frame[axis]![1] + limit, value)));
    return extent([data.frame[axis]!, kept, data.goal ? [data.goal[axis]!] : []], 0.1);
  });
  return { x: sides[0]!, y: sides[1]! };
}
