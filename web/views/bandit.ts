import { stepNow } from './clock.ts';
import { fade } from './colour.ts';
import { type Drawing, type Frame, drawLabel } from './frame.ts';
import { linear } from './scale.ts';

export interface Pull {
  arm: number;
  reward: number;
}

export interface Bandit {
  /** What each arm pays on average, truly. */
  chances: ArrayLike<number>;
  /** In the order in which they were made. */
  pulls: Pull[];
  /** Pulls that are in focus. */
  shown: [from: number, to: number];
  /** How probable each chance between the ends of `range` is held to be after so many pulls, up to a factor; null where that is not known. */
  density: ((pulls: number, arm: number) => ArrayLike<number> | null) | null;
  /** What is expected of each arm by what was learned, before each pull; null where there is no such thing. */
  predicted: ((pull: number, arm: number) => number) | null;
  range: [number, number];
  /** Pulls follow each other; else they were made side by side, and their order means nothing. */
  inOrder: boolean;
  colours: { pulls: string; truth: string };
  labels: { chance: string; pulls: string; arm(n: string): string; paid(paid: string, pulls: string): string };
}

const LEFT = 44;
const TOP = 24;
const AXIS = 26;
/** What is less probable than this, beside the most probable chance, is not drawn. */
const LEAST = 0.003;
/** A column narrower than this has no room for words. */
const WORDS = 44;
/** A mark smaller than this cannot be seen to be open. */
const SMALL = 2.5;

interface Layout {
  slot(arm: number): number;
  width: number;
  y(value: number): number;
  columns: number;
  rows: { top: number; height: number };
}

/** Arms as columns, each with its true chance and the belief about it; beneath them every pull and its reward. */
export function bandit(data: Bandit): Drawing {
  const arms = data.chances.length;
  const layout = ({ width, height }: Frame): Layout => {
    const room = (width - LEFT - 6) / arms;
    const bottom = Math.min(height * 0.6, height - 90);
    const top = bottom + 58;
    return {
      slot: (arm) => LEFT + (arm + 0.5) * room,
      width: room,
      y: linear(data.range[0], data.range[1], bottom, TOP),
      columns: bottom,
      rows: { top, height: (height - top - AXIS) / arms },
    };
  };
  return {
    base(frame) {
      const at = layout(frame);
      grid(frame, data, at);
      sequence(frame, data, at);
    },
    moving(frame) {
      const at = layout(frame);
      const [from, to] = data.shown;
      const now = data.inOrder ? Math.floor(stepNow(frame, from, to)) : to;
      for (let arm = 0; arm < arms; arm++) column(frame, data, at, arm, now);
      if (data.inOrder) cursor(frame, data, at, now);
    },
  };
}

function grid(frame: Frame, data: Bandit, at: Layout): void {
  const { context, theme, width } = frame;
  const [low, high] = data.range;
  for (const value of [low, (low + high) / 2, high]) {
    context.fillStyle = theme.line;
    context.fillRect(LEFT, Math.round(at.y(value)), width - LEFT - 6, 1);
    drawLabel(frame, { text: frame.format(value), x: LEFT - 7, y: at.y(value), align: 'right', baseline: 'middle' });
  }
  drawLabel(frame, { text: data.labels.chance, x: 6, y: 4, baseline: 'top', room: width - 12 });
}

function column(frame: Frame, data: Bandit, at: Layout, arm: number, now: number): void {
  const { context, theme } = frame;
  const x = at.slot(arm);
  const half = Math.min(at.width * 0.42, 42);
  let pulls = 0;
  let paid = 0;
  const first = data.inOrder ? 0 : data.shown[0];
  for (let i = first; i < now; i++) {
    if (data.pulls[i]!.arm !== arm) continue;
    pulls += 1;
    paid += data.pulls[i]!.reward;
  }
  const density = data.density?.(now, arm);
  if (density) belief(frame, data, at, x, half, density);
  else if (pulls) {
    // Without a posterior, what was paid on average stands as a bar.
    const top = at.y(paid / pulls);
    context.fillStyle = fade(data.colours.pulls, 0.35);
    context.fillRect(x - half * 0.7, top, half * 1.4, at.columns - top);
  }
  if (data.predicted && data.pulls.length) {
    const y = at.y(data.predicted(Math.min(now, data.pulls.length - 1), arm));
    context.strokeStyle = theme.ink;
    context.lineWidth = 2;
    context.setLineDash([4, 3]);
    context.beginPath();
    context.moveTo(x - half, y);
    context.lineTo(x + half, y);
    context.stroke();
    context.setLineDash([]);
  }
  context.fillStyle = data.colours.truth;
  context.fillRect(x - half, at.y(data.chances[arm]!) - 1.5, 2 * half, 3);
  const chosen = now > first && data.pulls[now - 1]?.arm === arm;
  if (at.width >= 16) {
    drawLabel(frame, {
      text: at.width >= WORDS ? data.labels.arm(frame.format(arm + 1)) : frame.format(arm + 1),
      x,
      y: at.columns + 7,
      align: 'center',
      baseline: 'top',
      room: at.width - 2,
      weight: data.inOrder && chosen ? 700 : 400,
      colour: data.inOrder && chosen ? theme.ink : theme.muted,
    });
  }
  if (at.width >= WORDS) drawLabel(frame, { text: data.labels.paid(frame.format(paid), frame.format(pulls)), x, y: at.columns + 23, align: 'center', baseline: 'top', size: 11, room: at.width - 2 });
}

/** As wide as it is probable, on both sides of the column's middle. */
function belief(frame: Frame, data: Bandit, at: Layout, x: number, half: number, density: ArrayLike<number>): void {
  const { context } = frame;
  const most = Math.max(...Array.from(density), 1e-12);
  const likely = Array.from(density, (value) => value / most > LEAST);
  const [from, count] = [likely.indexOf(true), likely.lastIndexOf(true) + 1];
  const [low, high] = data.range;
  const y = (i: number) => at.y(low + ((i + 0.5) / density.length) * (high - low));
  context.beginPath();
  for (let i = from; i < count; i++) context.lineTo(x + (density[i]! / most) * half, y(i));
  for (let i = count - 1; i >= from; i--) context.lineTo(x - (density[i]! / most) * half, y(i));
  context.closePath();
  context.fillStyle = fade(data.colours.pulls, 0.3);
  context.fill();
  context.strokeStyle = fade(data.colours.pulls, 0.75);
  context.lineWidth = 1;
  context.stroke();
}

/** A full mark paid, an open one did not: the difference does not rest on colour. */
function sequence(frame: Frame, data: Bandit, at: Layout): void {
  const { context, theme, width } = frame;
  const { top, height } = at.rows;
  const arms = data.chances.length;
  drawLabel(frame, { text: data.labels.pulls, x: 6, y: top - 16, baseline: 'top', room: width - 12 });
  const step = (width - LEFT - 6) / Math.max(1, data.pulls.length);
  const size = Math.max(1, Math.min(step * 0.42, height * 0.4, 7));
  for (let arm = 0; arm < arms; arm++) {
    const y = top + (arm + 0.5) * height;
    context.fillStyle = theme.line;
    if (height >= 5) context.fillRect(LEFT, Math.round(y), width - LEFT - 6, 1);
    if (height >= 11) drawLabel(frame, { text: frame.format(arm + 1), x: LEFT - 7, y, align: 'right', baseline: 'middle', size: Math.min(12, height) });
  }
  const [low, high] = data.range;
  data.pulls.forEach(({ arm, reward }, i) => {
    const focus = i >= data.shown[0] && i < data.shown[1];
    const x = LEFT + (i + 0.5) * step;
    const y = top + (arm + 0.5) * height;
    context.globalAlpha = focus ? 1 : 0.25;
    if (size < SMALL) {
      // Too small for open and full: what paid is a tall line, what did not a short one.
      const tall = Math.min(9, height * 0.4) * (reward > (low + high) / 2 ? 1 : 0.3);
      context.fillStyle = data.colours.pulls;
      context.fillRect(x - Math.max(0.5, step * 0.35), y - tall, Math.max(1, step * 0.7), 2 * tall);
      return;
    }
    context.beginPath();
    context.arc(x, y, size, 0, 2 * Math.PI);
    const part = Math.max(0, Math.min(1, (reward - low) / (high - low || 1)));
    context.fillStyle = theme.paper;
    context.fill();
    context.fillStyle = fade(data.colours.pulls, part);
    context.fill();
    context.lineWidth = 1.2;
    context.strokeStyle = data.colours.pulls;
    context.stroke();
  });
  context.globalAlpha = 1;
}

function cursor(frame: Frame, data: Bandit, at: Layout, now: number): void {
  const { context, theme, width, height } = frame;
  const x = LEFT + (now / Math.max(1, data.pulls.length)) * (width - LEFT - 6);
  context.strokeStyle = fade(theme.ink, 0.6);
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x, at.rows.top);
  context.lineTo(x, height - AXIS + 4);
  context.stroke();
}
