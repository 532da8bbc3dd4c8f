// What every view gets: a canvas, its size in CSS pixels, and the theme. A view draws data and knows nothing else: no
// engine, no page, no clock but `time`.
import type { Pen } from './pen.ts';
import { fit, wrap } from './text.ts';

export interface Theme {
  ink: string;
  muted: string;
  line: string;
  paper: string;
  tint: string;
  /** Before adaptation. */
  pre: string;
  /** After adaptation. */
  post: string;
  /** The task as it truly is: its function, its goal, its oracle. */
  truth: string;
  scratch: string;
  pretrained: string;
  /** Sampled tasks, and what the visitor chose. */
  task: string;
  probe: string;
  /** Both ends of a decision field. */
  zero: string;
  one: string;
  /** Classes, states or arms, where their number alone does not tell them apart. */
  class1: string;
  class2: string;
  class3: string;
  class4: string;
  class5: string;
  class6: string;
  /** Runs that are compared with the first one, whose colour is that of "after". */
  run2: string;
  run3: string;
  run4: string;
  font: string;
}

export interface Frame {
  context: Pen;
  width: number;
  height: number;
  theme: Theme;
  /** Seconds; only moving views look at it. */
  time: number;
  /** Motion is not wanted: what moves is shown at its end. */
  still: boolean;
  format(value: number): string;
}

export type View = (frame: Frame) => void;

/** What a picture consists of: what stays until the data change, and what moves over it. */
export interface Drawing {
  base: View;
  moving?: View;
}

/** Letters smaller than this (pixels) cannot be read. */
const SMALLEST = 10;
/** From one line of text to the next. */
const LINE = 20;

export function font(theme: Theme, size = 12, weight = 400): string {
  return `${weight} ${size}px ${theme.font}`;
}

export interface Label {
  text: string;
  x: number;
  y: number;
  colour?: string;
  align?: CanvasTextAlign;
  baseline?: CanvasTextBaseline;
  size?: number;
  weight?: number;
  /** Pixels that it may take; in another language a text may be much longer. It becomes smaller, then it is cut. */
  room?: number;
  /** Draws the paper's colour around the letters, for text over lines. */
  halo?: boolean;
}

export function drawLabel(frame: Frame, label: Label): void {
  const { context, theme } = frame;
  const text = label.room === undefined ? label.text : fitted(frame, label, label.room);
  if (label.room === undefined) context.font = font(theme, label.size, label.weight);
  context.textAlign = label.align ?? 'left';
  context.textBaseline = label.baseline ?? 'alphabetic';
  if (label.halo) {
    context.strokeStyle = theme.paper;
    context.lineWidth = 4;
    context.lineJoin = 'round';
    context.strokeText(text, label.x, label.y);
  }
  context.fillStyle = label.colour ?? theme.muted;
  context.fillText(text, label.x, label.y);
}

/** Sets the font in which a label is drawn, and gives as much of its text as fits. */
function fitted({ context, theme }: Frame, { text, size = 12, weight }: Label, room: number): string {
  const measure = (part: string) => context.measureText(part).width;
  for (const smaller of [size, Math.max(SMALLEST, size * 0.85)]) {
    context.font = font(theme, smaller, weight);
    if (measure(text) <= room) return text;
  }
  return room > 0 ? fit(text, room, measure) : '';
}

export function textWidth({ context, theme }: Frame, text: string, size?: number, weight?: number): number {
  context.font = font(theme, size, weight);
  return context.measureText(text).width;
}

export function dot(frame: Frame, x: number, y: number, radius: number, fill: string, ring?: string): void {
  const { context } = frame;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = fill;
  context.fill();
  if (!ring) return;
  context.lineWidth = 2;
  context.strokeStyle = ring;
  context.stroke();
}

/** A cross marks what is aimed at. */
export function cross(frame: Frame, x: number, y: number, size: number, colour: string): void {
  const { context } = frame;
  context.beginPath();
  context.moveTo(x - size, y);
  context.lineTo(x + size, y);
  context.moveTo(x, y - size);
  context.lineTo(x, y + size);
  context.lineWidth = 2.5;
  context.strokeStyle = colour;
  context.stroke();
}

/** A text in the middle, where there is nothing to draw yet. */
export function emptyView(text: string): Drawing {
  return {
    base(frame) {
      const { context, theme, width, height } = frame;
      context.font = font(theme, 14);
      const lines = wrap(text, Math.min(width - 24, 340), (part) => context.measureText(part).width);
      const rows = Math.max(1, Math.floor(height / LINE));
      // What does not fit is cut at the end of the last line that does.
      const kept = lines.length > rows ? [...lines.slice(0, rows - 1), lines.slice(rows - 1).join(' ')] : lines;
      kept.forEach((line, i) =>
        drawLabel(frame, { text: line, x: width / 2, y: height / 2 + (i - (kept.length - 1) / 2) * LINE, align: 'center', baseline: 'middle', size: 14, room: width - 16 }),
      );
    },
  };
}
