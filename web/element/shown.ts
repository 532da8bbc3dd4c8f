import type { Family, TaskParameter, Trace, TraceArray } from '../engine/protocol.ts';
import type { Words } from '../messages/index.ts';
import type { Count } from '../state/adapting.ts';
import type { Theme } from '../views/frame.ts';

export type ShownStep = number | 'all';

/** What a drawing of one task's adaptation is made from. */
export interface Shown {
  trace: Trace;
  family: Family;
  parameters: TaskParameter[];
  /** Of the knobs. */
  values: Record<string, string>;
  task: Float32Array | null;
  theme: Theme;
  step: ShownStep;
  count: Count;
  words: Words;
}

/** One step's part of an array whose outermost index is the step of adaptation. */
export function part(array: TraceArray, step: number): Float32Array {
  const size = array.data.length / (array.shape[0] ?? 1);
  return array.data.subarray(step * size, (step + 1) * size);
}

/** "before" or "after step 2" where steps adapt, "episode 3" in a trial, "2 of each class". */
export function stepName(step: number, count: Count, { text, format }: Words): string {
  if (count === 'step') return step === 0 ? text.beforeAdaptation : text.afterStep(format.integer(step));
  if (count === 'example') return step === 0 ? text.beforeAdaptation : text.afterExamples(format.integer(step));
  return text.episodeNames[count](format.integer(step + 1));
}

export function isFocus({ step }: Shown, k: number, last: number): boolean {
  return step === 'all' ? k === 0 || k === last : k === step;
}
