// What was measured, as columns: for `curves`, and for a spreadsheet.
import type { Evaluation } from '../engine/protocol.ts';

export interface HeldOutColumns {
  /** Completed meta-iterations of whoever was evaluated. */
  iteration: number;
  /** After 0, 1, ... steps of adaptation. */
  lower: number[];
  median: number[];
  upper: number[];
  mean: number[];
}

export interface Curves {
  line: string;
  build: string;
  /** Completed meta-iterations; in a long run they are thinned out evenly. */
  iterations: number[];
  /** The core's statistics of each of them, by name; null where one does not apply. */
  statistics: Record<string, Array<number | null>>;
  /** Held-out evaluations: of this run (`run`), and of what it is measured against. */
  heldOut: Record<string, HeldOutColumns>;
  /** `iterations` and `statistics` as comma-separated values, the names first. */
  csv: string;
}

interface Measured {
  line: string;
  build: string;
  history: { iterations: readonly number[]; names: readonly string[]; column(name: string): readonly number[] | null };
  evaluations: Readonly<Record<string, Evaluation | undefined>>;
}

const SUMMARIES = ['lower', 'median', 'upper', 'mean'] as const;

export function curvesOf({ line, build, history, evaluations }: Measured): Curves {
  const whole = (value: number) => (Number.isFinite(value) ? value : null);
  const iterations = [...history.iterations];
  const statistics = Object.fromEntries(history.names.map((name) => [name, (history.column(name) ?? []).map(whole)]));
  const heldOut = Object.fromEntries(
    Object.entries(evaluations).flatMap(([run, evaluation]) => {
      if (!evaluation) return [];
      const { trace, iteration } = evaluation;
      const columns = Object.fromEntries(SUMMARIES.map((name) => [name, Array.from(trace[name]?.data ?? [])])) as Pick<HeldOutColumns, (typeof SUMMARIES)[number]>;
      return [[run, { iteration, ...columns }]];
    }),
  );
  const rows = iterations.map((iteration, i) => [iteration, ...history.names.map((name) => statistics[name]![i] ?? '')].join(','));
  const csv = [['iteration', ...history.names].join(','), ...rows].map((row) => `${row}\r\n`).join('');
  return { line, build, iterations, statistics, heldOut, csv };
}
