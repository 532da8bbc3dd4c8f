// A legend as a drawing: in the page it is a list beside the picture, in an image it belongs to it.
import { type Frame, dot, drawLabel, textWidth } from './frame.ts';

/** How a mark looks (the page's style sheet has the same looks), in which colour, and its meaning. */
export interface DrawnMark {
  look: string;
  colour: string;
  label: string;
}

const SIZE = 12.5;
const ROW = 20;
const SIGN = 20;
const GAP = 16;
/** Corners of a shape of a class in a square from -1 to 1, by its number. */
const SHAPES: Record<string, Array<[number, number]>> = {
  shape1: [[-1, -1], [1, -1], [1, 1], [-1, 1]],
  shape2: [[0, -1], [1, 1], [-1, 1]],
  shape3: [[0, -1], [1, 0], [0, 1], [-1, 0]],
  shape4: [[0, -1], [1, -0.24], [0.64, 1], [-0.64, 1], [-1, -0.24]],
  shape5: [[0, -1], [1, -0.5], [1, 0.5], [0, 1], [-1, 0.5], [-1, -0.5]],
};

interface Placed extends DrawnMark {
  x: number;
  y: number;
  room: number;
}

function placed(frame: Frame, marks: readonly DrawnMark[]): Placed[] {
  let [x, row] = [0, 0];
  return marks.map((mark) => {
    const width = SIGN + textWidth(frame, mark.label, SIZE);
    if (x > 0 && x + width > frame.width) [x, row] = [0, row + 1];
    const place = { ...mark, x, y: row * ROW + ROW / 2, room: frame.width - x - SIGN };
    x += width + GAP;
    return place;
  });
}

/** Pixels that the rows of a legend take in a frame of this width. */
export function legendHeight(frame: Frame, marks: readonly DrawnMark[]): number {
  const last = placed(frame, marks).at(-1);
  return last ? last.y + ROW / 2 : 0;
}

export function drawLegend(frame: Frame, marks: readonly DrawnMark[]): void {
  for (const mark of placed(frame, marks)) {
    sign(frame, mark);
    frame.context.globalAlpha = 1;
    frame.context.setLineDash([]);
    drawLabel(frame, { text: mark.label, x: mark.x + SIGN, y: mark.y, baseline: 'middle', size: SIZE, colour: frame.theme.ink, room: mark.room });
  }
}

function sign(frame: Frame, { look, colour, x, y }: Placed): void {
  const { context, theme } = frame;
  const middle = x + 7;
  context.fillStyle = context.strokeStyle = colour;
  context.lineWidth = 1.5;
  if (look === 'small' || look === 'pale' || look === 'shade') context.globalAlpha = 0.4;
  const corners = SHAPES[look];
  if (corners) {
    context.beginPath();
    for (const [dx, dy] of corners) context.lineTo(middle + 5.5 * dx, y + 5.5 * dy);
    context.closePath();
    context.fill();
  } else if (look === 'line' || look === 'pale' || look === 'thick') context.fillRect(x, y - 2, 15, 4);
  else if (look === 'shade') context.fillRect(middle - 6, y - 6, 12, 12);
  else if (look === 'tick') context.fillRect(middle - 1, y - 5, 2, 10);
  else if (look === 'frame' || look === 'box') {
    if (look === 'box') context.setLineDash([3, 2]);
    context.strokeRect(middle - 6, y - 6, 12, 12);
  } else if (look === 'dashes' || look === 'plus') {
    if (look === 'dashes') context.setLineDash([5, 3]);
    context.beginPath();
    context.moveTo(middle - 7, y);
    context.lineTo(middle + 7, y);
    if (look === 'plus') {
      context.moveTo(middle, y - 7);
      context.lineTo(middle, y + 7);
    }
    context.stroke();
  } else if (look === 'ring') dot(frame, middle, y, 4.5, theme.paper, colour);
  else dot(frame, middle, y, look === 'small' ? 3.5 : look === 'large' ? 7 : 5.5, colour, look === 'ringed' || look === 'large' ? theme.ink : undefined);
}
