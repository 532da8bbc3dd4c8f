// What is on show beside the run itself.
import type { Trace } from '../engine/protocol.ts';

export interface ShownTrace {
  trace: Trace;
  task: number;
  iteration: number;
  complete: boolean;
}

/** A task of the visitor's own; its trace is null while it is being adapted to. */
export interface ProbeState {
  task: Float32Array;
  trace: Trace | null;
  request: number;
}

/** The task that a trace is about. Before its data is collected it is known from the batch alone. */
export function taskOf({ trace: { task, tasks }, task: index }: ShownTrace): Float32Array | null {
  if (task) return task.data;
  const width = tasks?.shape[1] ?? 0;
  return tasks ? tasks.data.subarray(index * width, (index + 1) * width) : null;
}
