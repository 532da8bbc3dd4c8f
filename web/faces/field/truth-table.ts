/** Functions of two bits. */
export const TABLES = 16;

/** Number of a function: its values in the order of the task's parameters (f00, f01, f10, f11), the first one highest. */
export function tableOf(task: ArrayLike<number>, at = 0): number {
  return [0, 1, 2, 3].reduce((table, bit) => table * 2 + (task[at + bit]! > 0.5 ? 1 : 0), 0);
}

/** The task that has this number. */
export function taskOf(table: number): Float32Array {
  return Float32Array.from([3, 2, 1, 0], (bit) => (table >> bit) & 1);
}

/** How often each of them occurs in a batch. */
export function countTables(tasks: ArrayLike<number>): number[] {
  const counts = new Array<number>(TABLES).fill(0);
  for (let at = 0; at + 3 < tasks.length; at += 4) counts[tableOf(tasks, at)]! += 1;
  return counts;
}
