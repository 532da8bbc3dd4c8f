import type { TraceArray } from '../engine/protocol.ts';
import type { Look, Scene } from './face.ts';

/** One moment's part of an array whose outermost index is the moment of adaptation. */
export function part(array: TraceArray, moment: number): Float32Array {
  const size = array.data.length / (array.shape[0] ?? 1);
  return array.data.subarray(moment * size, (moment + 1) * size);
}

/** "before" or "after step 2" where steps adapt, "episode 3" in a trial, "2 of each class". */
export function momentName(moment: number, { resolved, words: { text, format } }: Pick<Scene, 'resolved' | 'words'>): string {
  const { count } = resolved.adaptation;
  // Episodes and pulls are numbered from 1; steps and examples are counted.
  const from = count === 'episode' || count === 'pull' ? 1 : 0;
  return text.adaptation.moments[count](format.amount(moment + from));
}

/** Where all moments are shown, the first and the last stand out. */
export function inFocus({ moment }: Look, k: number, last: number): boolean {
  return moment === 'all' ? k === 0 || k === last : k === moment;
}

/** Whether moments follow each other in one trial; else each is seen by itself. */
export function isTrial({ resolved }: Pick<Scene, 'resolved'>): boolean {
  return resolved.adaptation.trials;
}

/** The number of the last moment of an array. */
export function lastOf(array: TraceArray | undefined): number {
  return (array?.shape[0] ?? 1) - 1;
}
