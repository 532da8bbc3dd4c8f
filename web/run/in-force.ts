// Which value of a knob holds, of those that it was given before and while the run goes on.
import { changesOf } from '../engine/changes.ts';

export interface InForce {
  value: string;
  /** Iterations that were completed when it began to hold; 0 for the beginning. */
  since: number;
  /** Values before it, each with the last iteration that it held in. */
  was: Array<{ value: string; until: number }>;
  /** Values that the line has for later, each with the iterations that will have been completed then. */
  then: Array<{ value: string; from: number }>;
}

/** `next`: iterations that will have been completed when the next one begins that a change can hold for. */
export function inForce(key: string, { line, values }: { line: string; values: Record<string, string> }, next: number): InForce | null {
  const first = values[key];
  if (first === undefined) return null;
  const given = new Map([[0, first]]);
  for (const change of changesOf(line)) if (change.key === key) given.set(change.from, change.value);
  const all = [...given].map(([from, value]) => ({ value, from })).filter(({ value }, i, list) => value !== list[i - 1]?.value);
  const at = all.findLastIndex(({ from }) => from <= next);
  return {
    value: all[at]!.value,
    since: all[at]!.from,
    was: all.slice(0, at).map(({ value }, i) => ({ value, until: all[i + 1]!.from })),
    then: all.slice(at + 1),
  };
}
