/** Number of a function of two bits: its values in the order of the task's parameters, the first one highest. */
export function tableOf(task: ArrayLike<number>, at = 0): number {
  return [0, 1, 2, 3].reduce((table, bit) => table * 2 + (task[at + bit]! > 0.5 ? 1 : 0), 0);
}

/** How often each of the sixteen occurs in a batch. */
export function countTables(tasks: ArrayLike<number>): number[] {
  const counts = new Array<number>(16).fill(0);
  for (let at = 0; at + 3 < tasks.length; at += 4) counts[tableOf(tasks, at)]! += 1;
  return counts;
}
