// The line of a run that differs from another one in a single thing.
import type { Description, Resolved } from '../../engine/protocol.ts';
import { nextLine } from '../next-line.ts';
import { formatPairs, parsePairs } from '../run-line.ts';

/** A knob, and the value that it has in the other run. */
export interface Difference {
  key: string;
  value: string;
}

/** What was changed while the first run went on is changed in the other one, too, at the same iterations: but not the knob in which they differ. */
export function differingLine(resolved: Resolved, description: Description, { key, value }: Difference): string {
  const family = description.families.find(({ name }) => name === resolved.values.tasks) ?? null;
  const kept = new Set(parsePairs(nextLine(resolved, family, description, key, value)).map(([name]) => name));
  return formatPairs([...parsePairs(resolved.short).filter(([name]) => name !== key && kept.has(name)), [key, value]]);
}

/** The line with a seed that comes so many after its own. Seeds have 64 bits. */
export function seededLine(line: string, seed: string, after: number): string {
  if (after === 0) return line;
  const next = BigInt.asUintN(64, BigInt(seed) + BigInt(after));
  return formatPairs([...parsePairs(line).filter(([name]) => name !== 'seed'), ['seed', String(next)]]);
}

/** Every knob that two runs have at different values, and those that only one of them has. */
export function differencesOf(first: Resolved, other: Resolved): Array<{ key: string; first: string | null; other: string | null }> {
  const keys = [...new Set([...Object.keys(first.values), ...Object.keys(other.values)])];
  return keys
    .map((key) => ({ key, first: first.values[key] ?? null, other: other.values[key] ?? null }))
    .filter((one) => one.first !== one.other && one.key !== 'seed');
}
