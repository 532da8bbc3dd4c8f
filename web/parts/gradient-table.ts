// What an inspection found, read from its trace: a cell for each part of θ and each task, a row for each direction.
import type { Trace } from '../engine/protocol.ts';
import type { Gradients, PartNames } from '../messages/instruments/instruments.ts';
import type { Words } from '../messages/index.ts';

/** Two gradients: their norms, and the cosine of the angle between them (NaN where one of them is 0). */
export interface GradientCell {
  label: string;
  exact: number;
  first: number;
  cosine: number;
  /** Of a task: its objective. */
  loss?: number;
}

export interface GradientDirection {
  label: string;
  measured: number;
  exact: number;
  first: number;
  /** Those that count. */
  tasks: number;
}

export interface GradientTable {
  /** The whole first. */
  parts: GradientCell[];
  tasks: GradientCell[];
  directions: GradientDirection[];
}

/** Kinds of parts, by the core's numbers. */
const [LAYER, DEVIATIONS] = [0, 1];

export function partName(parts: Float32Array, part: number, names: PartNames, { format }: Pick<Words, 'format'>): string {
  const [kind, number = 0] = parts.subarray(3 * part);
  if (kind === LAYER) return names.layer(format.amount(number + 1));
  return kind === DEVIATIONS ? names.deviations : names.stepSizes(partName(parts, number, names, { format }));
}

export function gradientTable({ parts, objective, exact_norms, first_order_norms, cosines, differences }: Trace, say: Gradients, words: Pick<Words, 'format'>): GradientTable {
  if (!parts || !objective || !exact_norms || !first_order_norms || !cosines || !differences) return { parts: [], tasks: [], directions: [] };
  const tasks = objective.data.length;
  const columns = exact_norms.shape[1]!;
  const cell = (row: number, column: number, label: string): GradientCell => {
    const at = row * columns + column;
    return { label, exact: exact_norms.data[at]!, first: first_order_norms.data[at]!, cosine: cosines.data[at]! };
  };
  const names = Array.from({ length: columns - 1 }, (_, part) => partName(parts.data, part, say.parts, words));
  const along = [say.table.gradient, ...names.map((name) => say.table.gradientPart(name))];
  return {
    parts: [cell(tasks, columns - 1, say.whole), ...names.map((name, part) => cell(tasks, part, name))],
    tasks: Array.from(objective.data, (loss, task) => ({ ...cell(task, columns - 1, say.task(words.format.amount(task + 1))), loss })),
    directions: Array.from({ length: differences.shape[0]! }, (_, i) => {
      const [measured = 0, exact = 0, first = 0, count = 0] = differences.data.subarray(4 * i);
      return { label: along[i] ?? say.table.random(words.format.amount(i - along.length + 1)), measured, exact, first, tasks: count };
    }),
  };
}
