// Pairs of directions, each pair as a fan: the one to the right, the other turned by the angle between them, and their
// lengths to each other.
import { fade } from './colour.ts';
import { type Drawing, type Frame, drawLabel } from './frame.ts';

export interface Fan {
  label: string;
  /** Beneath it: the angle in words. */
  note: string;
  /** Lengths of the two, and the cosine of the angle between them; NaN where one of them is 0. */
  first: number;
  second: number;
  cosine: number;
}

/** A fan is higher than this only where there is room. */
const LEAST = 46;
const WIDEST = 190;
const TEXT = 17;
const GAP = 12;

interface Grid {
  columns: number;
  rows: number;
}

/** As many columns as leave the largest fans. */
export function gridOf({ width, height }: { width: number; height: number }, count: number): Grid {
  let best: Grid = { columns: 1, rows: count };
  let most = 0;
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const size = Math.min(width / columns - GAP, 2 * (height / rows - 2 * TEXT - GAP));
    if (size > most) [best, most] = [{ columns, rows }, size];
  }
  return best;
}

export function fans(list: readonly Fan[]): Drawing {
  return {
    base(frame) {
      const { columns, rows } = gridOf(frame, list.length);
      const [width, height] = [frame.width / columns, frame.height / rows];
      list.forEach((fan, i) => drawFan(frame, fan, (i % columns) * width, Math.floor(i / columns) * height, width - GAP, height - GAP / 2));
    },
  };
}

function drawFan(frame: Frame, { label, note, first, second, cosine }: Fan, left: number, top: number, width: number, height: number): void {
  const { context, theme } = frame;
  drawLabel(frame, { text: label, x: left, y: top + 12, colour: theme.ink, weight: 600, size: 12, room: width });
  drawLabel(frame, { text: note, x: left, y: top + height - 3, size: 12, room: width });
  const [low, high] = [top + TEXT, top + height - TEXT];
  const most = Math.min(WIDEST, width - 8, Math.max(LEAST, 2 * (high - low)));
  const longest = Math.max(first, second);
  if (!(longest > 0)) return;
  const angle = Number.isFinite(cosine) ? Math.acos(Math.max(-1, Math.min(1, cosine))) : 0;
  // An obtuse angle needs room to the left.
  const x = left + 3 + Math.max(0, -Math.cos(angle)) * (most / 2);
  const reach = angle > Math.PI / 2 ? most / 2 : most;
  // As long as the height lets the second one be.
  const fits = Math.sin(angle) > 0.01 ? Math.min(reach, (high - low - 8) / Math.sin(angle) / (second / longest || 1)) : reach;
  const y = Math.min(high - 5, (low + high) / 2 + (Math.sin(angle) * fits * (second / longest)) / 2);
  const tip = (length: number, turned: number): [number, number] => [x + Math.cos(turned) * fits * (length / longest), y - Math.sin(turned) * fits * (length / longest)];
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(...tip(first, 0));
  if (second > 0) context.lineTo(...tip(second, angle));
  context.closePath();
  context.fillStyle = fade(theme.task, 0.16);
  context.fill();
  if (second > 0) arrow(frame, [x, y], tip(second, angle), theme.muted, true);
  if (first > 0) arrow(frame, [x, y], tip(first, 0), theme.ink, false);
}

/** From one point to another. Dashed ones have an open head: the difference does not rest on colour. */
export function arrow({ context, theme }: Frame, [fromX, fromY]: readonly [number, number], [toX, toY]: readonly [number, number], colour: string, dashed: boolean, width = 2): void {
  const length = Math.hypot(toX - fromX, toY - fromY);
  if (!(length > 0.5)) return;
  const [dx, dy] = [(toX - fromX) / length, (toY - fromY) / length];
  const head = Math.min(length, 4 + 2.4 * width);
  const half = head * 0.42;
  const [baseX, baseY] = [toX - dx * head, toY - dy * head];
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineCap = 'butt';
  context.setLineDash(dashed ? [2.4 * width, 1.6 * width] : []);
  context.beginPath();
  context.moveTo(fromX, fromY);
  context.lineTo(baseX, baseY);
  context.stroke();
  context.setLineDash([]);
  context.beginPath();
  context.moveTo(toX, toY);
  context.lineTo(baseX - dy * half, baseY + dx * half);
  context.lineTo(baseX + dy * half, baseY - dx * half);
  context.closePath();
  context.fillStyle = dashed ? theme.paper : colour;
  context.fill();
  context.lineWidth = Math.min(1.5, width);
  context.lineJoin = 'round';
  context.stroke();
}
