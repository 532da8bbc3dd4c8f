// Runs tasks side by side on a number of cores.
import { beingStopped } from './children.mjs';

/**
 * A task is { name, needs, cores, run }: it starts when the tasks that it names in `needs` have ended well and as many
 * cores are free as it takes (all there are, where it wants more). Tasks that wait come in the order of the list, and one
 * that finds too few cores free holds back those after it, so that it does not wait for ever. Where a need has failed,
 * `run` is not called and `lacks(name of the need)` is. A task has failed when `run` rejects. Resolves when all tasks have ended,
 * and never once this program is told to stop.
 */
export function sideBySide(tasks, cores) {
  const waiting = [...tasks];
  const succeeded = new Set();
  const failed = new Set();
  let free = cores;

  return new Promise((resolve) => {
    const end = (task, taken, ok) => {
      (ok ? succeeded : failed).add(task.name);
      free += taken;
      if (!beingStopped()) startNext();
    };

    function start(task, taken) {
      free -= taken;
      task.run().then(
        () => end(task, taken, true),
        () => end(task, taken, false),
      );
    }

    function startNext() {
      for (let i = 0; i < waiting.length; ) {
        const task = waiting[i];
        const lacking = task.needs.find((name) => failed.has(name));
        if (lacking !== undefined) {
          waiting.splice(i, 1);
          failed.add(task.name);
          task.lacks(lacking);
          i = 0; // others may have needed this one
          continue;
        }
        if (!task.needs.every((name) => succeeded.has(name))) {
          ++i;
          continue;
        }
        const taken = Math.min(task.cores, cores);
        if (taken > free) break;
        waiting.splice(i, 1);
        start(task, taken);
      }
      if (waiting.length === 0 && free === cores) resolve();
    }
    startNext();
  });
}
