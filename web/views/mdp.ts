import { stepNow } from './clock.ts';
import { fade, mix } from './colour.ts';
import { type Drawing, type Frame, dot, drawLabel } from './frame.ts';

/** Steps of an episode, one after the other: a state, what was done there, where it led. */
export interface MdpWalk {
  states: number[];
  actions: number[];
  /** The step of the trial that it begins with. */
  first: number;
  colour: string;
  focus: boolean;
}

export interface Mdp {
  states: number;
  actions: number;
  /** Mean reward of each state and action. */
  rewards: ArrayLike<number>;
  /** Where each state and action leads, [state][action][next]. */
  transitions: ArrayLike<number>;
  walks: MdpWalk[];
  title?: { title: string; colour: string };
  labels: { reward: string; step(state: string, action: string): string };
}

const SCALE = 38;
/** Chances below this are left out: an arrow for each would be a hairball. */
const LEAST = 0.02;

type Point = [x: number, y: number];

interface Ring {
  x: number;
  y: number;
  radius: number;
  node: number;
}

/** States on a circle, each with a slice for every action in the colour of its mean reward; arrows only from where the walk is. */
export function mdp(data: Mdp): Drawing {
  const ring = ({ width, height }: Frame): Ring => {
    const scaled = data.title ? 6 : SCALE;
    const side = Math.min(width, height - scaled - 22);
    const node = Math.min(side * 0.085, ((side * 0.4 * Math.PI) / data.states) * 0.8);
    return { x: width / 2, y: 22 + (height - scaled - 22) / 2, radius: side / 2 - node - 4, node };
  };
  const range = extremes(data.rewards);
  const focus = data.walks.filter((walk) => walk.focus);
  const from = Math.min(...focus.map(({ first }) => first));
  const to = Math.max(...focus.map(({ first, actions }) => first + actions.length));
  return {
    base(frame) {
      const at = ring(frame);
      for (const walk of data.walks) edges(frame, data, at, walk, focus.length > 2 ? 0.13 : 0.28);
      for (let state = 0; state < data.states; state++) node(frame, data, at, state, range);
      if (data.title) drawLabel(frame, { text: data.title.title, x: 4, y: 14, colour: data.title.colour, weight: 600, size: 13, room: frame.width - 8 });
      else scale(frame, data, range);
    },
    moving(frame) {
      if (!focus.length) return;
      const step = stepNow(frame, from, to);
      const walk = focus.find(({ first, actions }) => step < first + actions.length) ?? focus.at(-1)!;
      moment(frame, data, ring(frame), walk, Math.max(0, Math.min(walk.actions.length, step - walk.first)));
    },
  };
}

function place(data: Mdp, at: Ring, state: number): Point {
  const angle = (2 * Math.PI * state) / data.states - Math.PI / 2;
  return [at.x + at.radius * Math.cos(angle), at.y + at.radius * Math.sin(angle)];
}

/** The point between two states through which their arrow bends, towards the middle; a state that leads to itself bends outwards. */
function bend(data: Mdp, at: Ring, from: number, to: number): Point {
  const [ax, ay] = place(data, at, from);
  const [bx, by] = place(data, at, to);
  if (from === to) return [at.x + (ax - at.x) * 0.55, at.y + (ay - at.y) * 0.55];
  // To the left of the way, so that there and back are two arrows.
  const [mx, my] = [(ax + bx) / 2, (ay + by) / 2];
  return [mx + (at.x - mx) * 0.25 + (by - ay) * 0.12, my + (at.y - my) * 0.25 - (bx - ax) * 0.12];
}

/** The arrow from one state to another: from the edge of its disc through a bend to the edge of the other's. */
function way(data: Mdp, at: Ring, from: number, to: number): [start: Point, bend: Point, end: Point] {
  const through = bend(data, at, from, to);
  const edge = ([x, y]: Point, room: number): Point => {
    const length = Math.hypot(through[0] - x, through[1] - y) || 1;
    return [x + ((through[0] - x) / length) * room, y + ((through[1] - y) / length) * room];
  };
  return [edge(place(data, at, from), at.node), through, edge(place(data, at, to), at.node + 3)];
}

function arrow(frame: Frame, data: Mdp, at: Ring, from: number, to: number, colour: string, width: number): void {
  const { context } = frame;
  const [[ax, ay], [cx, cy], [bx, by]] = way(data, at, from, to);
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = width;
  context.lineCap = 'butt';
  context.beginPath();
  context.moveTo(ax, ay);
  if (from === to) context.bezierCurveTo(cx + (ay - at.y) * 0.25, cy - (ax - at.x) * 0.25, cx - (ay - at.y) * 0.25, cy + (ax - at.x) * 0.25, ax, ay);
  else context.quadraticCurveTo(cx, cy, bx, by);
  context.stroke();
  if (from === to) return;
  const angle = Math.atan2(by - cy, bx - cx);
  const size = 4 + 1.4 * width;
  context.beginPath();
  context.moveTo(bx + 2 * Math.cos(angle), by + 2 * Math.sin(angle));
  for (const side of [-0.45, 0.45]) context.lineTo(bx - size * Math.cos(angle + side), by - size * Math.sin(angle + side));
  context.closePath();
  context.fill();
}

/** The way that an episode took, faintly: the more often, the wider. */
function edges(frame: Frame, data: Mdp, at: Ring, walk: MdpWalk, strength: number): void {
  const counts = new Map<number, number>();
  for (let i = 0; i + 1 < walk.states.length; i++) {
    const key = walk.states[i]! * data.states + walk.states[i + 1]!;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  for (const [key, count] of counts) {
    const width = walk.focus ? Math.min(4, 1 + 0.6 * (count - 1)) : 0.8;
    arrow(frame, data, at, Math.floor(key / data.states), key % data.states, fade(walk.colour, walk.focus ? strength : 0.08), width);
  }
}

function slice(frame: Frame, data: Mdp, at: Ring, state: number, action: number): void {
  const { context } = frame;
  const [x, y] = place(data, at, state);
  const start = (2 * Math.PI * action) / data.actions - Math.PI / 2;
  context.beginPath();
  context.moveTo(x, y);
  context.arc(x, y, at.node, start, start + (2 * Math.PI) / data.actions);
  context.closePath();
}

function node(frame: Frame, data: Mdp, at: Ring, state: number, range: [number, number]): void {
  const { context, theme } = frame;
  for (let action = 0; action < data.actions; action++) {
    slice(frame, data, at, state, action);
    context.fillStyle = shade(frame, data.rewards[state * data.actions + action]!, range);
    context.fill();
    context.strokeStyle = theme.paper;
    context.lineWidth = 1;
    context.stroke();
  }
  const [x, y] = place(data, at, state);
  context.beginPath();
  context.arc(x, y, at.node, 0, 2 * Math.PI);
  context.strokeStyle = theme.muted;
  context.lineWidth = 1;
  context.stroke();
  middle(frame, data, at, state);
}

function middle(frame: Frame, data: Mdp, at: Ring, state: number): void {
  const [x, y] = place(data, at, state);
  dot(frame, x, y, Math.max(7, at.node * 0.36), frame.theme.paper);
  const size = Math.max(10, Math.min(14, at.node * 0.5));
  drawLabel(frame, { text: frame.format(state), x, y: y + 0.5, align: 'center', baseline: 'middle', size, weight: 600, colour: frame.theme.ink });
}

/** Where the walk is: what was chosen there, where it could have led, and where it did lead. */
function moment(frame: Frame, data: Mdp, at: Ring, walk: MdpWalk, step: number): void {
  const { context, theme } = frame;
  const last = walk.actions.length - 1;
  const i = Math.min(last, Math.floor(step));
  const part = Math.min(1, step - i);
  const [state, action, next] = [walk.states[i]!, walk.actions[i]!, walk.states[i + 1]!];
  for (let to = 0; to < data.states; to++) {
    const chance = data.transitions[(state * data.actions + action) * data.states + to]!;
    if (to !== next && chance > LEAST) arrow(frame, data, at, state, to, fade(theme.ink, 0.3), 0.6 + 5 * chance);
  }
  arrow(frame, data, at, state, next, walk.colour, 3);
  slice(frame, data, at, state, action);
  context.strokeStyle = theme.ink;
  context.lineWidth = 2.5;
  context.lineJoin = 'round';
  context.stroke();
  middle(frame, data, at, state);
  const [[ax, ay], [cx, cy], [bx, by]] = way(data, at, state, next);
  const along = (a: number, c: number, b: number) => (1 - part) ** 2 * a + 2 * part * (1 - part) * c + part ** 2 * b;
  dot(frame, along(ax, cx, bx), along(ay, cy, by), 6, walk.colour, theme.paper);
  if (!data.title) drawLabel(frame, { text: data.labels.step(frame.format(state), frame.format(action + 1)), x: 4, y: 14, size: 13, weight: 600, colour: walk.colour, room: frame.width - 8 });
}

function shade(frame: Frame, value: number, [low, high]: [number, number]): string {
  const part = (2 * (value - low)) / (high - low || 1) - 1;
  return mix(frame.theme.paper, part < 0 ? frame.theme.zero : frame.theme.one, Math.min(1, Math.abs(part)));
}

function scale(frame: Frame, data: Mdp, range: [number, number]): void {
  const { context, width, height } = frame;
  const across = Math.min(180, width * 0.4);
  const left = (width - across) / 2;
  const top = height - 30;
  for (let i = 0; i < across; i++) {
    context.fillStyle = shade(frame, range[0] + ((i + 0.5) / across) * (range[1] - range[0]), range);
    context.fillRect(left + i, top, 1.5, 9);
  }
  drawLabel(frame, { text: frame.format(range[0]), x: left - 6, y: top + 9, align: 'right' });
  drawLabel(frame, { text: frame.format(range[1]), x: left + across + 6, y: top + 9 });
  drawLabel(frame, { text: data.labels.reward, x: width / 2, y: height - 3, align: 'center', baseline: 'bottom', room: width - 8 });
}

function extremes(values: ArrayLike<number>): [number, number] {
  const list = Array.from(values);
  return [Math.min(...list), Math.max(...list)];
}
