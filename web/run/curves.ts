// All that was measured, as plain data: for export.
import type { Evaluation, RunName } from '../engine/protocol.ts';
import type { History } from './history.ts';

export interface Curves {
  /** Completed iterations, and a column of numbers for each statistic of the engine. */
  iterations: number[];
  statistics: Record<string, number[]>;
  /** On held-out tasks: of the run and of each that it is measured against, the latest. */
  evaluations: Array<{
    run: RunName;
    iteration: number;
    /** So many steps of it stand beside one of the run. */
    group: number;
    /** After 0, 1, ... steps of adaptation, over tasks. */
    summary: Record<'lower' | 'median' | 'upper' | 'mean', number[]>;
    /** A row for each task. */
    values: number[][];
  }>;
}

export function curvesOf(history: History, evaluations: Partial<Record<RunName, Evaluation>>): Curves {
  const { names, iterations, columns } = history.data;
  return {
    iterations,
    statistics: Object.fromEntries(names.map((name, i) => [name, columns[i]!])),
    evaluations: Object.values(evaluations).flatMap((evaluation) => {
      if (!evaluation) return [];
      const { run, iteration, group, trace } = evaluation;
      const list = (name: 'lower' | 'median' | 'upper' | 'mean') => Array.from(trace[name]?.data ?? []);
      const width = trace.values?.shape[1] ?? 0;
      const values = Array.from({ length: trace.values?.shape[0] ?? 0 }, (_, task) => Array.from(trace.values!.data.subarray(task * width, (task + 1) * width)));
      return [{ run, iteration, group, summary: { lower: list('lower'), median: list('median'), upper: list('upper'), mean: list('mean') }, values }];
    }),
  };
}
