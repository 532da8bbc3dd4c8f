import { fade } from './colour.ts';
import { type Drawing, type Frame, drawLabel, textWidth } from './frame.ts';
import { linear } from './scale.ts';

export interface Swings {
  title: string;
  colour: string;
  data: Float32Array;
  lanes: number;
  rows: number;
  variables: number;
  lengths: ArrayLike<number>;
  summary: string;
}

export interface CartPole {
  groups: Swings[];
  /** Which variables are the cart's position and the pole's angle. */
  position: number;
  angle: number;
  /** Whole length of the pole in metres. */
  pole: number;
  /** Beyond these an episode is over. */
  limits: { position: number; angle: number };
  /** Steps a second: the simulation's own. */
  pace: number;
  labels: { time: string; angle: string };
}

/** Seconds that the end of the episodes stays. */
const HELD = 1;
const GHOSTS = 8;

interface Rows {
  top: number;
  stage: number;
  strip: number;
}

/** Of each group a stage with carts above a strip of the pole's angle over time. */
export function cartPole(data: CartPole): Drawing {
  const rowsOf = (frame: Frame, i: number): Rows => {
    const height = frame.height / data.groups.length;
    return { top: i * height, stage: height * 0.6, strip: height * 0.4 };
  };
  return {
    base(frame) {
      data.groups.forEach((group, i) => {
        const rows = rowsOf(frame, i);
        const { theme, width } = frame;
        drawLabel(frame, { text: group.title, x: 4, y: rows.top + 16, colour: group.colour, weight: 600, size: 13, room: width / 2 - 8 });
        drawLabel(frame, { text: group.summary, x: width - 4, y: rows.top + 16, align: 'right', size: 13, room: width / 2 - 8 });
        const ground = Math.round(rows.top + rows.stage - 8) + 0.5;
        frame.context.strokeStyle = theme.muted;
        frame.context.lineWidth = 1;
        frame.context.beginPath();
        frame.context.moveTo(8, ground);
        frame.context.lineTo(width - 8, ground);
        frame.context.stroke();
        strip(frame, data, group, rows);
      });
    },
    moving(frame) {
      data.groups.forEach((group, i) => {
        const rows = rowsOf(frame, i);
        const longest = Math.max(...Array.from(group.lengths), 1);
        const now = Math.min((frame.time % (longest / data.pace + HELD)) * data.pace, longest);
        // The first lane is solid; the others are its ghosts.
        for (let lane = Math.min(group.lanes, GHOSTS) - 1; lane >= 0; lane--) cart(frame, data, group, rows, lane, now);
        const x = stripX(frame, group)(now);
        frame.context.strokeStyle = fade(frame.theme.ink, 0.5);
        frame.context.lineWidth = 1;
        frame.context.beginPath();
        frame.context.moveTo(x, rows.top + rows.stage + 4);
        frame.context.lineTo(x, rows.top + rows.stage + rows.strip - 20);
        frame.context.stroke();
      });
    },
  };
}

function read(data: Swings, lane: number, row: number, variable: number): number {
  return data.data[(lane * data.rows + row) * data.variables + variable]!;
}

function cart(frame: Frame, data: CartPole, group: Swings, rows: Rows, lane: number, now: number): void {
  const { context, width, theme } = frame;
  const row = Math.min(Math.floor(now), group.lengths[lane]!);
  const fallen = now > group.lengths[lane]!;
  const metres = linear(-data.limits.position * 1.15, data.limits.position * 1.15, 8, width - 8);
  const unit = metres(1) - metres(0);
  const x = metres(read(group, lane, row, data.position));
  const angle = read(group, lane, row, data.angle);
  const ground = rows.top + rows.stage - 8;
  const length = Math.min(data.pole * unit, rows.stage - 52);
  context.globalAlpha = (lane === 0 ? 1 : 0.22) * (fallen ? 0.45 : 1);
  context.fillStyle = group.colour;
  context.beginPath();
  context.roundRect(x - 17, ground - 17, 34, 13, 3);
  context.fill();
  for (const side of [-9, 9]) {
    context.beginPath();
    context.arc(x + side, ground - 4, 4, 0, 2 * Math.PI);
    context.fill();
  }
  context.strokeStyle = lane === 0 ? theme.ink : group.colour;
  context.lineWidth = 4;
  context.lineCap = 'round';
  context.beginPath();
  context.moveTo(x, ground - 17);
  context.lineTo(x + Math.sin(angle) * length, ground - 17 - Math.cos(angle) * length);
  context.stroke();
  context.lineCap = 'butt';
  context.globalAlpha = 1;
}

function stripX(frame: Frame, group: Swings) {
  return linear(0, Math.max(...Array.from(group.lengths), 20), 46, frame.width - 12);
}

function strip(frame: Frame, data: CartPole, group: Swings, rows: Rows): void {
  const { context, width, theme } = frame;
  const top = rows.top + rows.stage + 4;
  const bottom = top + rows.strip - 24;
  const y = linear(-data.limits.angle, data.limits.angle, bottom, top);
  const x = stripX(frame, group);
  context.fillStyle = theme.tint;
  context.fillRect(46, top, width - 58, bottom - top);
  context.strokeStyle = theme.line;
  context.beginPath();
  context.moveTo(46, Math.round(y(0)) + 0.5);
  context.lineTo(width - 12, Math.round(y(0)) + 0.5);
  context.lineWidth = 1;
  context.stroke();
  drawLabel(frame, { text: data.labels.angle, x: 4, y: y(0), baseline: 'middle', room: 40 });
  const room = width / 2;
  drawLabel(frame, { text: data.labels.time, x: width - 12, y: bottom + 4, align: 'right', baseline: 'top', room });
  const end = width - 12 - Math.min(room, textWidth(frame, data.labels.time)) - 8;
  drawLabel(frame, { text: frame.format(x.high), x: end, y: bottom + 4, align: 'right', baseline: 'top', room: end - 4 });
  context.save();
  context.beginPath();
  context.rect(46, top, width - 58, bottom - top);
  context.clip();
  for (let lane = group.lanes - 1; lane >= 0; lane--) {
    context.beginPath();
    for (let row = 0; row <= group.lengths[lane]!; row++) context.lineTo(x(row), y(read(group, lane, row, data.angle)));
    context.strokeStyle = fade(group.colour, lane === 0 ? 1 : 0.25);
    context.lineWidth = lane === 0 ? 2 : 1;
    context.stroke();
  }
  context.restore();
}
