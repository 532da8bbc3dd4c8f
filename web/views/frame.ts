// What every view gets: a canvas, its size in CSS pixels, and the theme. A view draws data and knows nothing else: no
// engine, no page, no clock but `time`.

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
  font: string;
}

export interface Frame {
  context: CanvasRenderingContext2D;
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
  /** Draws the paper's colour around the letters, for text over lines. */
  halo?: boolean;
}

export function drawLabel(frame: Frame, label: Label): void {
  const { context, theme } = frame;
  context.font = font(theme, label.size, label.weight);
  context.textAlign = label.align ?? 'left';
  context.textBaseline = label.baseline ?? 'alphabetic';
  if (label.halo) {
    context.strokeStyle = theme.paper;
    context.lineWidth = 4;
    context.lineJoin = 'round';
    context.strokeText(label.text, label.x, label.y);
  }
  context.fillStyle = label.colour ?? theme.muted;
  context.fillText(label.text, label.x, label.y);
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
      const { width, height } = frame;
      const words = text.split(' ');
      const lines: string[] = [''];
      frame.context.font = font(frame.theme, 14);
      for (const word of words) {
        const longer = `${lines.at(-1)} ${word}`.trim();
        if (frame.context.measureText(longer).width > Math.min(width - 40, 340)) lines.push(word);
        else lines[lines.length - 1] = longer;
      }
      lines.forEach((line, i) =>
        drawLabel(frame, { text: line, x: width / 2, y: height / 2 + (i - (lines.length - 1) / 2) * 20, align: 'center', size: 14 }),
      );
    },
  };
}
