import { type TasksFace, settingOf } from '../face.ts';
import { TABLES, countTables, tableOf, taskOf } from './truth-table.ts';

/** The sixteen functions of two bits as tiles; those of the batch are lit. */
export const truthTables: TasksFace = {
  lead: ({ text }) => text.faces.field.lead,

  tiles({ resolved, tasks, before, shown, words: { text } }) {
    const order = rowByRow(settingOf({ resolved }, 'field').corners);
    const batch = tasks?.data ?? new Float32Array(0);
    const counts = countTables(batch);
    const earlier = countTables(before ?? []);
    return counts.map((count, table) => {
      const task = taskOf(table);
      const place = Array.from({ length: batch.length / 4 }, (_, i) => i).find((i) => tableOf(batch, 4 * i) === table);
      return {
        name: text.faces.field.tables[table]!,
        cells: order.map((corner) => task[corner]!),
        columns: 2,
        count,
        before: earlier[table]! > 0,
        chosen: shown !== null && tableOf(shown) === table,
        task: place ?? task,
      };
    });
  },

  count: ({ count }, { text, format }) => text.faces.field.count(format.amount(count)),

  sampled({ data, shape }, iteration, { text, format }) {
    const counts = countTables(data);
    const names = Array.from({ length: TABLES }, (_, table) => table).flatMap((table) =>
      counts[table] ? [text.faces.field.times(text.faces.field.tables[table]!, format.amount(counts[table]!))] : [],
    );
    return text.faces.field.sampled(format.amount(shape[0] ?? 0), format.amount(iteration), format.conjunction(names));
  },

  name: (task, { text }) => text.faces.field.tables[tableOf(task)]!,
};

/** Corners of the unit square in the order in which they are seen: from the top, from the left. */
function rowByRow(corners: number[]): number[] {
  return Array.from({ length: corners.length / 2 }, (_, i) => i).sort((a, b) => corners[2 * b + 1]! - corners[2 * a + 1]! || corners[2 * a]! - corners[2 * b]!);
}
