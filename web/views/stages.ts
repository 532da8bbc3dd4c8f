// Episodes in motion: of each group a stage on which they are played, above a strip of one of their numbers over time.
import { fade } from './colour.ts';
import { type Drawing, type Frame, drawLabel, textWidth } from './frame.ts';
import { linear } from './scale.ts';

/** Episodes, `lanes` of them, each with `rows` rows of `variables` numbers, of which the first `lengths` + 1 count. */
export interface Course {
  data: Float32Array;
  lanes: number;
  rows: number;
  variables: number;
  lengths: ArrayLike<number>;
}

/** Episodes that belong together: of one moment of adaptation. */
export interface Group extends Course {
  title: string;
  colour: string;
  summary: string;
}

/** Where a group is played (CSS pixels). */
export interface Stage {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** One episode at one time. */
export interface Actor {
  group: Group;
  lane: number;
  /** The row that is reached, and a part of the way to the next. */
  at: number;
  /** The first episode is drawn in full, the others are its ghosts. */
  first: boolean;
  /** One of its numbers now, between two rows in proportion. */
  now(variable: number): number;
}

export interface Strip {
  label: string;
  /** Values at its lower and its upper edge. */
  low: number;
  high: number;
  value(course: Course, lane: number, row: number): number;
  /** A row from which something is otherwise. */
  turn?: Turn | undefined;
}

export interface Turn {
  row: number;
  label: string;
}

export interface Stages {
  groups: Group[];
  /** Rows a second: the simulation's own. */
  pace: number;
  /** What does not move. */
  scenery(frame: Frame, stage: Stage, group: Group): void;
  act(frame: Frame, stage: Stage, actor: Actor): void;
  /** Absent: the stage takes all of the height. */
  strip?: Strip;
  /** The stage is best about as wide as it is high: two groups stand side by side where there is room. */
  square?: boolean;
  /** So many more episodes are drawn faintly beside the first. */
  ghosts?: number;
  labels: { time: string };
}

/** Seconds that the end of the episodes stays. */
const HELD = 1;
const GHOSTS = 7;
/** Of a group's height, where there is a strip. */
const STAGE = 0.66;
const LINE = 17;
const [STRIP_SIDE, STRIP_TOP, STRIP_BOTTOM] = [4, 20, 22];
/** Two groups side by side are each at least so wide. */
const NARROWEST = 140;

/** A number of an episode. */
export function numberOf({ data, rows, variables }: Course, lane: number, row: number, variable: number): number {
  return data[(lane * rows + row) * variables + variable]!;
}

export function stages(data: Stages): Drawing {
  const { groups } = data;
  const abreast = (frame: Frame) => (data.square && groups.length === 2 && frame.width >= 2 * NARROWEST ? 2 : 1);
  const boxOf = (frame: Frame, i: number): Stage => {
    const columns = abreast(frame);
    const [width, height] = [frame.width / columns, frame.height / Math.ceil(groups.length / columns)];
    return { left: (i % columns) * width, top: Math.floor(i / columns) * height, width, height };
  };
  // A narrow group has what it brought below its title.
  const titleLines = (frame: Frame, { summary }: Group) => (abreast(frame) > 1 && summary ? 2 : 1);
  const stageOf = (frame: Frame, i: number): Stage => {
    const { left, top, width, height } = boxOf(frame, i);
    const title = 5 + LINE * titleLines(frame, groups[i]!);
    return { left: left + 4, top: top + title, width: width - 8, height: (data.strip ? height * STAGE : height - 6) - title };
  };
  const stripOf = (frame: Frame, i: number): Stage => {
    const box = boxOf(frame, i);
    const { top, height } = stageOf(frame, i);
    const from = top + height + STRIP_TOP;
    return { left: box.left + STRIP_SIDE, top: from, width: box.width - 2 * STRIP_SIDE, height: box.top + box.height - STRIP_BOTTOM - from };
  };
  const longest = (group: Group) => Math.max(...Array.from(group.lengths), 1);
  return {
    base(frame) {
      groups.forEach((group, i) => {
        const { left, top, width } = boxOf(frame, i);
        const [below, first] = [titleLines(frame, group) > 1, top + 16];
        const room = group.summary && !below ? width / 2 - 8 : width - 8;
        drawLabel(frame, { text: group.title, x: left + 4, y: first, colour: group.colour, weight: 600, size: 13, room });
        const summary = { text: group.summary, size: 13, colour: frame.theme.ink, room };
        drawLabel(frame, below ? { ...summary, x: left + 4, y: first + LINE } : { ...summary, x: left + width - 4, y: first, align: 'right' });
        within(frame, stageOf(frame, i), () => data.scenery(frame, stageOf(frame, i), group));
        if (data.strip) strip(frame, data.strip, group, stripOf(frame, i), data.labels.time);
      });
    },
    moving(frame) {
      groups.forEach((group, i) => {
        const stage = stageOf(frame, i);
        const end = longest(group);
        const now = Math.min((frame.time % (end / data.pace + HELD)) * data.pace, end);
        within(frame, stage, () => {
          for (let lane = Math.min(group.lanes - 1, data.ghosts ?? GHOSTS); lane >= 0; lane--) {
            const length = group.lengths[lane]!;
            frame.context.globalAlpha = (lane === 0 ? 1 : 0.22) * (now > length ? 0.45 : 1);
            data.act(frame, stage, { group, lane, at: now, first: lane === 0, now: (variable) => numberAt(group, lane, now, variable) });
            frame.context.globalAlpha = 1;
          }
        });
        if (data.strip) cursor(frame, stripOf(frame, i), group, now);
      });
    },
  };
}

/** The same between two rows, in proportion; from the end of the episode on its last one. */
export function numberAt(course: Course, lane: number, at: number, variable: number): number {
  const end = course.lengths[lane]!;
  if (at >= end) return numberOf(course, lane, end, variable);
  const row = Math.floor(at);
  const here = numberOf(course, lane, row, variable);
  return here + (at - row) * (numberOf(course, lane, row + 1, variable) - here);
}

function within({ context }: Frame, { left, top, width, height }: Stage, draw: () => void): void {
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  draw();
  context.restore();
}

function timeOf({ left, width }: Stage, group: Group) {
  return linear(0, Math.max(...Array.from(group.lengths), 20), left, left + width);
}

function cursor({ context, theme }: Frame, box: Stage, group: Group, now: number): void {
  const x = timeOf(box, group)(now);
  context.strokeStyle = fade(theme.ink, 0.5);
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x, box.top);
  context.lineTo(x, box.top + box.height);
  context.stroke();
}

function strip(frame: Frame, { label, low, high, value, turn }: Strip, group: Group, box: Stage, time: string): void {
  const { context, theme } = frame;
  const { left, top, width, height } = box;
  const bottom = top + height;
  const y = linear(low, high, bottom, top);
  const x = timeOf(box, group);
  context.fillStyle = theme.tint;
  context.fillRect(left, top, width, height);
  context.strokeStyle = theme.line;
  context.lineWidth = 1;
  if (low < 0 && high > 0) {
    context.beginPath();
    context.moveTo(left, Math.round(y(0)) + 0.5);
    context.lineTo(left + width, Math.round(y(0)) + 0.5);
    context.stroke();
  }
  const turns = turn !== undefined && turn.row < x.high;
  const own = turns ? width / 2 - 8 : width;
  drawLabel(frame, { text: label, x: left, y: top - 5, room: own });
  if (turns) {
    const at = Math.round(x(turn.row)) + 0.5;
    context.setLineDash([3, 3]);
    context.strokeStyle = theme.muted;
    context.beginPath();
    context.moveTo(at, top);
    context.lineTo(at, bottom);
    context.stroke();
    context.setLineDash([]);
    // As near to the line as the strip's own label and its end leave room for it.
    const wide = textWidth(frame, turn.label);
    const from = Math.max(Math.min(at - wide / 2, left + width - wide), left + Math.min(textWidth(frame, label), own) + 8);
    drawLabel(frame, { text: turn.label, x: from, y: top - 5, room: left + width - from });
  }
  const room = width / 2;
  drawLabel(frame, { text: time, x: left + width, y: bottom + 4, align: 'right', baseline: 'top', room });
  const end = left + width - Math.min(room, textWidth(frame, time)) - 8;
  drawLabel(frame, { text: frame.format(x.high), x: end, y: bottom + 4, align: 'right', baseline: 'top', room: end - left - 4 });
  within(frame, box, () => {
    for (let lane = group.lanes - 1; lane >= 0; lane--) {
      context.beginPath();
      for (let row = 0; row <= group.lengths[lane]!; row++) context.lineTo(x(row), y(value(group, lane, row)));
      context.strokeStyle = fade(group.colour, lane === 0 ? 1 : 0.25);
      context.lineWidth = lane === 0 ? 2 : 1;
      context.stroke();
    }
  });
}
