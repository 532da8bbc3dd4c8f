import type { ComparisonWords } from '../../messages/comparison/comparison.ts';
import { type Series, bands } from '../../views/bands.ts';
import type { Drawing, Theme } from '../../views/frame.ts';
import type { Standings } from './standings.ts';

export type Axis = 'iterations' | 'seconds';

export interface Look {
  axis: Axis;
  log: boolean;
  /** Every line has its label. */
  labels: boolean;
}

/** Lines that have their labels unasked: more of them would cover each other. */
const LABELLED = 3;
/** More points than this need no marks. */
const MOST_MARKS = 25;

/** Of the lines, by their places. */
export const DASHES: ReadonlyArray<number[]> = [[], [8, 4], [2, 3], [10, 3, 2, 3]];

export function colourOf(theme: Theme, place: number): string {
  return [theme.post, theme.run2, theme.run3, theme.run4][place]!;
}

/** A logarithmic scale needs positive numbers. */
export function canBeLog({ all }: Standings): boolean {
  const scores = all.flatMap((standing) => standing.scores);
  return scores.length > 0 && scores.every(({ low }) => low > 0 || !Number.isFinite(low));
}

/** Whether a logarithmic scale shows more: a loss that falls by a factor. */
export function isBetterLog(standings: Standings): boolean {
  if (standings.compared !== 'loss' || !canBeLog(standings)) return false;
  const values = standings.all.flatMap(({ scores }) => scores.map(({ middle }) => middle)).filter(Number.isFinite);
  return Math.max(...values) > 8 * Math.min(...values);
}

/** Null as long as nothing was judged. `names`: of the contenders, in their order. */
export function comparisonDrawing(standings: Standings, names: readonly string[], { axis, log, labels }: Look, words: ComparisonWords, theme: Theme): Drawing | null {
  const { all, compared, summary } = standings;
  const series = all.flatMap(({ contender: { place, members }, scores, diverged }, i): Series[] => {
    if (!scores.length) return [];
    const several = members.length > 1;
    return [
      {
        label: names[i]!,
        colour: colourOf(theme, place),
        dash: DASHES[place]!,
        x: scores.map(({ iteration, seconds }) => (axis === 'iterations' ? iteration : seconds)),
        middle: scores.map(({ middle }) => middle),
        lower: several ? scores.map(({ low }) => low) : [],
        upper: several ? scores.map(({ high }) => high) : [],
        marks: scores.length <= MOST_MARKS,
        unlabelled: !labels && i >= LABELLED,
        broken: diverged !== null,
      },
    ];
  });
  if (!series.length) return null;
  const furthest = Math.max(...series.flatMap(({ x }) => Array.from(x)));
  const nearest = Math.min(...series.flatMap(({ x }) => Array.from(x)));
  return bands({
    // The first run is drawn last, over the others.
    series: series.reverse(),
    xLabel: words.axis.labels[axis],
    yLabel: words.figure(compared, summary),
    x: [nearest, Math.max(furthest, nearest + (axis === 'iterations' ? 1 : 0.01))],
    wholeX: axis === 'iterations',
    ...(compared === 'loss' && !log ? { floor: 0 } : {}),
    ...(log ? { logY: true } : {}),
  });
}
