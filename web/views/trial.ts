import { type Drawing, type Frame, type View, drawLabel } from './frame.ts';
import { stepNow } from './clock.ts';
import { fade } from './colour.ts';
import { linear, ticks } from './scale.ts';

/** Where a row may draw. Step t begins at x(t) and ends at x(t + 1). */
export interface Area {
  x(step: number): number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface Row {
  label: string;
  /** Share of the height. */
  weight: number;
  draw(frame: Frame, area: Area): void;
}

/** What happens over a trial: rows that share the axis of its steps. */
export interface Trial {
  /** Steps of an episode, and of all that have been played. */
  horizon: number;
  steps: number;
  rows: Row[];
  /** Steps that are in focus. */
  shown: [from: number, to: number];
  /** Whether a line moves along, in step with the picture of the episodes. */
  cursor: boolean;
  xLabel: string;
}

const TITLE = 17;
const GAP = 5;
const AXIS = 34;
const LEFT = 38;
const RIGHT = 14;

export function trial(data: Trial): Drawing {
  const x = (frame: Frame) => linear(0, data.steps, LEFT, frame.width - RIGHT);
  return {
    base(frame) {
      const scale = x(frame);
      const bottom = frame.height - AXIS;
      const total = data.rows.reduce((sum, row) => sum + row.weight, 0);
      const room = bottom - data.rows.length * TITLE - (data.rows.length - 1) * GAP;
      let top = 0;
      for (const row of data.rows) {
        const height = (row.weight / total) * room;
        drawLabel(frame, { text: row.label, x: LEFT, y: top + 12, room: frame.width - LEFT - 4 });
        const area: Area = { x: scale, left: LEFT, right: frame.width - RIGHT, top: top + TITLE, bottom: top + TITLE + height };
        row.draw(frame, area);
        episodes(frame, data, area);
        top += TITLE + height + GAP;
      }
      axis(frame, data, scale, bottom);
    },
    ...(data.cursor ? { moving: cursor(data, x) } : {}),
  };
}

function cursor(data: Trial, x: (frame: Frame) => (step: number) => number): View {
  return (frame) => {
    const now = x(frame)(stepNow(frame, ...data.shown));
    const { context, theme } = frame;
    context.strokeStyle = fade(theme.ink, 0.6);
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(now, TITLE);
    context.lineTo(now, frame.height - AXIS);
    context.stroke();
  };
}

/** Lines between the episodes, where they have room, and a veil over what is not in focus. */
function episodes(frame: Frame, data: Trial, area: Area): void {
  const { context, theme } = frame;
  const width = area.x(data.horizon) - area.x(0);
  if (data.horizon > 1 && width > 6) {
    context.strokeStyle = theme.ink;
    context.globalAlpha = 0.45;
    context.lineWidth = 1;
    context.setLineDash([3, 3]);
    context.beginPath();
    for (let step = data.horizon; step < data.steps; step += data.horizon) {
      const px = Math.round(area.x(step)) + 0.5;
      context.moveTo(px, area.top);
      context.lineTo(px, area.bottom);
    }
    context.stroke();
    context.setLineDash([]);
    context.globalAlpha = 1;
  }
  context.fillStyle = fade(theme.paper, 0.6);
  const [from, to] = data.shown.map(area.x) as [number, number];
  context.fillRect(area.left, area.top, from - area.left, area.bottom - area.top);
  context.fillRect(to, area.top, area.right - to, area.bottom - area.top);
}

function axis(frame: Frame, data: Trial, scale: (step: number) => number, bottom: number): void {
  const { context, theme } = frame;
  context.strokeStyle = theme.muted;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(LEFT, Math.round(bottom) + 0.5);
  context.lineTo(frame.width - RIGHT, Math.round(bottom) + 0.5);
  context.stroke();
  for (const value of ticks(0, data.steps, Math.max(2, frame.width / 80)).filter(Number.isInteger)) {
    // The last one must not be cut.
    const align = scale(value) > frame.width - 24 ? 'right' : 'center';
    drawLabel(frame, { text: frame.format(value), x: align === 'right' ? frame.width - 2 : scale(value), y: bottom + 5, align, baseline: 'top' });
  }
  drawLabel(frame, { text: data.xLabel, x: frame.width - RIGHT, y: frame.height - 1, align: 'right', baseline: 'bottom', room: frame.width - RIGHT - 4 });
}
