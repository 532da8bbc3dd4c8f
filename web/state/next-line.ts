import type { Family, Resolved } from '../engine/protocol.ts';
import { parsePairs, withValue, without } from './run-line.ts';

/** The line of the run that follows when a visitor gives a knob another value: what was set by hand stays as far as it can. */
export function nextLine(resolved: Resolved, family: Family | null, key: string, value: string): string {
  if (key === 'tasks') {
    // Another family has other knobs and other defaults: only what belongs to any run is kept.
    const kept = parsePairs(resolved.short).filter(([name]) => name === 'seed');
    return kept.reduce((line, [name, given]) => withValue(line, name, given), `learner=${resolved.values.learner}&tasks=${value}`);
  }
  if (key === 'preset') {
    // A preset is seen as it is: a value set before does not hide it.
    const set = family?.presets.flatMap((preset) => Object.keys(preset.values)) ?? [];
    return withValue(without(resolved.short, set), key, value);
  }
  return withValue(resolved.short, key, value);
}
