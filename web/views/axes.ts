import { type Frame, drawLabel, font, textWidth } from './frame.ts';
import type { Pen } from './pen.ts';
import { type Scale, linear, logTicks, logarithmic, ticks } from './scale.ts';

export interface Axes {
  x: Scale;
  y: Scale;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface AxesOptions {
  x: [number, number];
  y: [number, number];
  title?: { text: string; colour: string };
  xLabel?: string;
  yLabel?: string;
  /** The same length of a unit in both directions. */
  square?: boolean;
  /** Nothing is told by the height. */
  plainY?: boolean;
  /** Ticks at whole numbers only. */
  wholeX?: boolean;
  /** Equal factors are equally high; both ends of `y` are positive then. */
  logY?: boolean;
  /** Pixels kept free at the right, for labels at the ends of lines. */
  roomRight?: number;
}

/** Lays out a plot without drawing it, so that a click can be read with the same scales. */
export function layoutAxes(frame: Pick<Frame, 'width' | 'height'>, options: AxesOptions): Axes {
  const { width, height } = frame;
  let left = 46;
  let right = width - 12 - (options.roomRight ?? 0);
  let top = options.yLabel || options.title ? 24 : 12;
  let bottom = height - (options.xLabel ? 38 : 24);
  let { x, y } = options;
  if (options.square) {
    // The smaller side decides; the other one shows more of its direction rather than staying empty.
    const unit = Math.min((right - left) / (x[1] - x[0]), (bottom - top) / (y[1] - y[0]));
    const widen = ([low, high]: [number, number], pixels: number): [number, number] => {
      const extra = (pixels / unit - (high - low)) / 2;
      return [low - extra, high + extra];
    };
    x = widen(x, right - left);
    y = widen(y, bottom - top);
  }
  return { x: linear(...x, left, right), y: (options.logY ? logarithmic : linear)(...y, bottom, top), left, right, top, bottom };
}

export function drawAxes(frame: Frame, axes: Axes, options: AxesOptions): void {
  const { context, theme } = frame;
  const { left, right, top, bottom } = axes;
  context.lineWidth = 1;
  context.strokeStyle = theme.line;
  let xs = ticks(axes.x.low, axes.x.high, Math.max(2, (right - left) / 80));
  if (options.wholeX) xs = xs.filter(Number.isInteger);
  context.beginPath();
  for (const value of options.plainY ? [] : (options.logY ? logTicks : ticks)(axes.y.low, axes.y.high, Math.max(2, (bottom - top) / 48))) {
    const y = Math.round(axes.y(value)) + 0.5;
    context.moveTo(left, y);
    context.lineTo(right, y);
    drawLabel(frame, { text: frame.format(value), x: left - 7, y, align: 'right', baseline: 'middle' });
  }
  context.stroke();
  for (const value of xs) {
    drawLabel(frame, { text: frame.format(value), x: axes.x(value), y: bottom + 8, align: 'center', baseline: 'top' });
  }
  if (options.title) drawLabel(frame, { ...options.title, x: 4, y: 14, weight: 600, size: 13, room: frame.width - 8 });
  if (options.yLabel && !options.plainY) drawLabel(frame, { text: options.yLabel, x: 6, y: 6, baseline: 'top', room: frame.width - 12 });
  if (options.xLabel) {
    // Beneath the axis; what is too long for that takes the whole width.
    const fits = textWidth(frame, options.xLabel) <= right - 4;
    drawLabel(frame, { text: options.xLabel, x: fits ? right : frame.width - 4, y: frame.height - 4, align: 'right', baseline: 'bottom', room: frame.width - 8 });
  }
  context.font = font(theme);
}

/** A line through points, broken where a number is missing. */
export function tracePath(context: Pen, count: number, x: (i: number) => number, y: (i: number) => number): void {
  let pen = false;
  for (let i = 0; i < count; i++) {
    const px = x(i);
    const py = y(i);
    if (!Number.isFinite(px) || !Number.isFinite(py)) pen = false;
    else if (pen) context.lineTo(px, py);
    else {
      context.moveTo(px, py);
      pen = true;
    }
  }
}

export interface EndLabel {
  text: string;
  y: number;
  colour: string;
}

/** Labels beside the ends of lines, pushed apart where they would cover each other. */
export function drawEndLabels(frame: Frame, axes: Axes, labels: EndLabel[], size = 12): void {
  const gap = 15;
  const sorted = labels.filter((label) => Number.isFinite(label.y)).sort((a, b) => a.y - b.y).map((label) => ({ ...label, end: label.y }));
  let previous = Number.NEGATIVE_INFINITY;
  for (const label of sorted) previous = label.y = Math.max(label.y, previous + gap);
  const over = previous - axes.bottom;
  if (over > 0) {
    let next = axes.bottom;
    for (const label of sorted.reverse()) {
      label.y = Math.min(label.y, next);
      next = label.y - gap;
    }
  }
  const { context } = frame;
  for (const label of sorted) {
    // A label that had to move is tied to its line.
    if (Math.abs(label.y - label.end) > gap / 2) {
      context.beginPath();
      context.moveTo(axes.right, Math.max(axes.top, Math.min(axes.bottom, label.end)));
      context.lineTo(axes.right + 10, label.y);
      context.strokeStyle = label.colour;
      context.globalAlpha = 0.6;
      context.lineWidth = 1;
      context.stroke();
      context.globalAlpha = 1;
    }
    drawLabel(frame, { text: label.text, x: axes.right + 12, y: label.y, colour: label.colour, baseline: 'middle', size, weight: 600, halo: true, room: frame.width - axes.right - 14 });
  }
}
