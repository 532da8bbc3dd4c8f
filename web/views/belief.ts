import { tracePath } from './axes.ts';
import { fade } from './colour.ts';
import { type Frame, dot } from './frame.ts';
import { sideTicks } from './rewards.ts';
import { linear } from './scale.ts';
import type { Area, Row } from './trial.ts';

export interface Belief {
  label: string;
  /** Rows of `dimensions` numbers; a row for each of `at`. */
  mean: ArrayLike<number>;
  /** Null where there is none. */
  deviation: ArrayLike<number> | null;
  dimensions: number;
  /** The steps of the trial from which the rows hold, and the step at which the last one ends. */
  at: ArrayLike<number>;
  end: number;
  /** What was drawn from it and acted by, a row each. */
  samples?: ArrayLike<number>;
  colours: string[];
}

/** The latent variable of the task: each dimension's mean as a line, its deviation as a band around it. */
export function belief(data: Belief): Row {
  return {
    label: data.label,
    weight: 1.6,
    draw(frame, area) {
      const count = data.at.length;
      const [low, high] = range(data);
      const y = linear(low, high, area.bottom, area.top);
      sideTicks(frame, y, low, high, area);
      const { context } = frame;
      context.save();
      context.beginPath();
      context.rect(area.left, area.top, area.right - area.left, area.bottom - area.top);
      context.clip();
      // A row that holds for a whole episode is a stair; one for each step a line.
      const stairs = data.samples !== undefined || count * 2 < data.end;
      const places = Array.from({ length: stairs ? 2 * count : count + 1 }, (_, i) => {
        if (!stairs) return i < count ? { row: i, step: data.at[i]! } : { row: count - 1, step: data.end };
        const row = i >> 1;
        return { row, step: i & 1 ? (row + 1 < count ? data.at[row + 1]! : data.end) : data.at[row]! };
      });
      for (let d = 0; d < data.dimensions; d++) dimension(frame, area, data, d, y, places);
      context.restore();
    },
  };
}

function dimension(frame: Frame, area: Area, data: Belief, d: number, y: (value: number) => number, places: Array<{ row: number; step: number }>): void {
  const { context, theme } = frame;
  const colour = data.colours[d % data.colours.length]!;
  const mean = (i: number) => data.mean[places[i]!.row * data.dimensions + d]!;
  const deviation = (i: number) => data.deviation?.[places[i]!.row * data.dimensions + d] ?? 0;
  context.beginPath();
  for (let i = 0; i < places.length; i++) context.lineTo(area.x(places[i]!.step), y(mean(i) + deviation(i)));
  for (let i = places.length - 1; i >= 0; i--) context.lineTo(area.x(places[i]!.step), y(mean(i) - deviation(i)));
  context.closePath();
  context.fillStyle = fade(colour, data.dimensions > 3 ? 0.16 : 0.22);
  context.fill();
  context.beginPath();
  tracePath(context, places.length, (i) => area.x(places[i]!.step), (i) => y(mean(i)));
  context.strokeStyle = colour;
  context.lineWidth = 1.8;
  context.setLineDash(d >= data.colours.length ? [4, 3] : []);
  context.stroke();
  context.setLineDash([]);
  if (!data.samples) return;
  for (let row = 0; row < data.at.length; row++) {
    const next = row + 1 < data.at.length ? data.at[row + 1]! : data.end;
    dot(frame, area.x((data.at[row]! + next) / 2), y(data.samples[row * data.dimensions + d]!), 3.5, colour, theme.paper);
  }
}

/** Bands as wide as the prior's must not flatten what comes later, so they are cut at the edge. */
function range(data: Belief): [number, number] {
  let most = 0.1;
  for (let i = 0; i < data.mean.length; i++) {
    const value = Math.abs(data.mean[i]!) + Math.abs(data.deviation?.[i] ?? 0);
    if (Number.isFinite(value)) most = Math.max(most, value);
  }
  for (let i = 0; i < (data.samples?.length ?? 0); i++) if (Number.isFinite(data.samples![i]!)) most = Math.max(most, Math.abs(data.samples![i]!));
  // Dots stay clear of the title above them.
  return [-most * 1.2, most * 1.2];
}
