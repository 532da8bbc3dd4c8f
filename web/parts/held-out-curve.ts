// From a held-out evaluation to the lines of its chart.
import type { Trace, TraceArray } from '../engine/protocol.ts';

export interface HeldOutCurve {
  middle: number[];
  lower: number[];
  upper: number[];
}

/** Median and quartiles over tasks, after each step of adaptation, of the mean of `group` neighbouring steps. */
export function quartiles(trace: Trace, group = 1): HeldOutCurve | null {
  if (group === 1 && trace.median && trace.lower && trace.upper) {
    const [middle, lower, upper] = [trace.median, trace.lower, trace.upper].map(({ data }) => Array.from(data)) as [number[], number[], number[]];
    return { middle, lower, upper };
  }
  if (!trace.values) return null;
  const rows = grouped(trace.values, group);
  const at = (share: number) => columns(rows).map((column) => quantile(column, share));
  return { middle: at(0.5), lower: at(0.25), upper: at(0.75) };
}

/** Mean over tasks, with its standard error on both sides, of the mean of `group` neighbouring steps. */
export function means(trace: Trace, group = 1): HeldOutCurve | null {
  return trace.values ? meanCurve(grouped(trace.values, group)) : null;
}

/** The mean over tasks of what an episode brought on average so far, and its standard error on both sides. */
export function meanSoFar(trace: Trace): HeldOutCurve | null {
  if (!trace.values) return null;
  const rows = grouped(trace.values, 1).map((row) => {
    let sum = 0;
    return row.map((value, i) => (sum += value) / (i + 1));
  });
  return meanCurve(rows);
}

function meanCurve(rows: number[][]): HeldOutCurve {
  const about = columns(rows).map(spread);
  return {
    middle: about.map(({ mean }) => mean),
    lower: about.map(({ mean, error }) => mean - error),
    upper: about.map(({ mean, error }) => mean + error),
  };
}

/** As many episodes as one inner step collects stand beside that step. */
function grouped({ shape, data }: TraceArray, group: number): number[][] {
  const [count = 0, width = 1] = shape;
  return Array.from({ length: count }, (_, task) =>
    Array.from({ length: Math.floor(width / group) }, (_, k) => {
      let sum = 0;
      for (let i = 0; i < group; i++) sum += data[task * width + k * group + i]!;
      return sum / group;
    }),
  );
}

/** By step rather than by task; what is not a number is left out. */
function columns(rows: number[][]): number[][] {
  return Array.from({ length: rows[0]?.length ?? 0 }, (_, k) => rows.map((row) => row[k]!).filter(Number.isFinite));
}

function spread(values: number[]): { mean: number; error: number } {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: count > 1 ? Math.sqrt(squares / (count - 1) / count) : 0 };
}

/** Linear between the neighbours, as the core does it. */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below] ?? Number.NaN;
  return low + (position - below) * ((sorted[below + 1] ?? low) - low);
}
