import { type Axes, type AxesOptions, type EndLabel, drawAxes, drawEndLabels, layoutAxes, tracePath } from './axes.ts';
import { fade } from './colour.ts';
import { type Drawing, type Frame, dot, font } from './frame.ts';
import { extent } from './scale.ts';

/** A quantity with the spread of its middle half. */
export interface Series {
  label: string;
  colour: string;
  x: ArrayLike<number>;
  middle: ArrayLike<number>;
  /** Empty where there is no band. */
  lower: ArrayLike<number>;
  upper: ArrayLike<number>;
  dash?: number[];
  width?: number;
  marks?: boolean;
  /** Its label is left out; what else tells of it stands elsewhere. */
  unlabelled?: boolean;
  /** It ends here because it can go no further: its last point is crossed out. */
  broken?: boolean;
}

export interface Bands {
  series: Series[];
  xLabel: string;
  yLabel: string;
  x?: [number, number];
  /** The horizontal axis counts something: its ticks are whole numbers. So it is where nothing is said. */
  wholeX?: boolean;
  /** Loss is looked at from zero up. */
  floor?: number;
  /** Equal factors are equally high, whatever the floor; only where all is positive. */
  logY?: boolean;
  /** A place on the horizontal axis that is marked by an upright line. */
  at?: number;
}

/** More points than this say nothing more and only flicker: then each represents several neighbours. */
const MOST = 160;

export function bands(given: Bands): Drawing {
  const data = { ...given, series: given.series.map(thinned) };
  return {
    base(frame) {
      const [low, high] = extent([
        ...data.series.flatMap((series) => [clamped(series.middle), clamped(series.lower), clamped(series.upper)]),
        data.floor === undefined ? [] : [data.floor],
      ]);
      const [room, size] = roomFor(frame, data.series.filter(({ unlabelled }) => !unlabelled).map(({ label }) => label));
      const options: AxesOptions = {
        x: data.x ?? extent(data.series.map((series) => series.x), 0),
        y: data.logY ? positive(data.series) : [data.floor ?? low, high],
        xLabel: data.xLabel,
        yLabel: data.yLabel,
        wholeX: data.wholeX ?? true,
        ...(data.logY ? { logY: true } : {}),
        roomRight: room,
      };
      const axes = layoutAxes(frame, options);
      drawAxes(frame, axes, options);
      frame.context.save();
      frame.context.beginPath();
      frame.context.rect(axes.left - 6, axes.top, axes.right - axes.left + 12, axes.bottom - axes.top);
      frame.context.clip();
      if (data.at !== undefined) upright(frame, axes, data.at);
      for (const series of data.series) band(frame, axes, series);
      for (const series of data.series) line(frame, axes, series);
      frame.context.restore();
      for (const series of data.series) if (series.broken) cross(frame, axes, series);
      const ends: EndLabel[] = data.series
        .filter((series) => series.middle.length > 0 && !series.unlabelled)
        .map((series) => ({ text: series.label, colour: series.colour, y: axes.y(series.middle[series.middle.length - 1]!) }));
      drawEndLabels(frame, axes, ends, size);
    },
  };
}

function upright({ context, theme }: Frame, axes: Axes, at: number): void {
  const x = Math.round(axes.x(at)) + 0.5;
  context.beginPath();
  context.moveTo(x, axes.top);
  context.lineTo(x, axes.bottom);
  context.strokeStyle = theme.ink;
  context.lineWidth = 1;
  context.setLineDash([4, 3]);
  context.stroke();
  context.setLineDash([]);
}

/** The end of a line that can go no further. */
function cross({ context }: Frame, axes: Axes, series: Series): void {
  const last = series.middle.length - 1;
  const [x, y] = [axes.x(series.x[last]!), axes.y(series.middle[last]!)];
  if (!Number.isFinite(x) || !Number.isFinite(y)) return;
  context.beginPath();
  for (const side of [-1, 1]) {
    context.moveTo(x - 6, y - 6 * side);
    context.lineTo(x + 6, y + 6 * side);
  }
  context.strokeStyle = series.colour;
  context.lineWidth = 3;
  context.stroke();
}

/** The extremes of what is positive, a little widened by a factor. */
function positive(series: readonly Series[]): [low: number, high: number] {
  const all = series.flatMap(({ middle, lower, upper }) => [middle, lower, upper].flatMap((values) => Array.from(values))).filter((value) => value > 0 && Number.isFinite(value));
  if (!all.length) return [0.1, 1];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  return [low / 1.15, high * 1.15];
}

/** Room for the labels at the lines' ends, and their size: smaller where they would take too much of the picture. */
function roomFor(frame: Frame, labels: string[]): [room: number, size: number] {
  const widest = (size: number) => {
    frame.context.font = font(frame.theme, size, 600);
    return Math.max(0, ...labels.map((label) => frame.context.measureText(label).width)) + 14;
  };
  const size = widest(12) > frame.width * 0.38 ? 10.5 : 12;
  return [Math.min(widest(size), frame.width * 0.5), size];
}

/** One task that ran away must not flatten the picture of the others. */
function clamped(values: ArrayLike<number>): number[] {
  const kept = Array.from(values).filter(Number.isFinite).sort((a, b) => a - b);
  return [kept[Math.floor(kept.length * 0.03)] ?? Number.NaN, kept[Math.ceil(kept.length * 0.97) - 1] ?? Number.NaN];
}

/** Neighbours are put together by their mean. */
function thinned(series: Series): Series {
  const count = series.x.length;
  if (count <= 1.5 * MOST) return series;
  const bins = Array.from({ length: MOST }, (_, i) => [Math.floor((i * count) / MOST), Math.floor(((i + 1) * count) / MOST)] as const);
  const mean = (values: ArrayLike<number>) =>
    bins.map(([from, to]) => {
      let sum = 0;
      let kept = 0;
      for (let i = from; i < to; i++) {
        if (!Number.isFinite(values[i]!)) continue;
        sum += values[i]!;
        kept += 1;
      }
      return kept ? sum / kept : Number.NaN;
    });
  return { ...series, x: mean(series.x), middle: mean(series.middle), lower: series.lower.length ? mean(series.lower) : [], upper: series.upper.length ? mean(series.upper) : [] };
}

function band(frame: Frame, axes: Axes, series: Series): void {
  const { context } = frame;
  const order = Array.from(series.x, (_, i) => i).filter((i) => Number.isFinite(series.lower[i]!) && Number.isFinite(series.upper[i]!));
  if (order.length < 2) return;
  context.beginPath();
  for (const i of order) context.lineTo(axes.x(series.x[i]!), axes.y(series.upper[i]!));
  for (const i of order.reverse()) context.lineTo(axes.x(series.x[i]!), axes.y(series.lower[i]!));
  context.closePath();
  context.fillStyle = fade(series.colour, 0.16);
  context.fill();
}

function line(frame: Frame, axes: Axes, series: Series): void {
  const { context } = frame;
  const count = series.x.length;
  context.beginPath();
  tracePath(context, count, (i) => axes.x(series.x[i]!), (i) => axes.y(series.middle[i]!));
  context.strokeStyle = series.colour;
  context.lineWidth = series.width ?? 2.2;
  context.lineJoin = 'round';
  context.setLineDash(series.dash ?? []);
  context.stroke();
  context.setLineDash([]);
  if (!series.marks && count > 1) return;
  for (let i = 0; i < count; i++) dot(frame, axes.x(series.x[i]!), axes.y(series.middle[i]!), 4, series.colour, frame.theme.paper);
}
