// What an author keeps from being changed. Held for every way to a change: a control, the method `change`, a saved state, a link.
import type { Knob, Resolved } from '../engine/protocol.ts';
import type { KnobRules } from '../parts/knob-rules.ts';
import type { Bounds } from './bounds.ts';
import { type Refused, refuse } from './refused.ts';

export interface Rules {
  /** Names of knobs, or `all`. */
  lock: readonly string[] | 'all';
  bounds: Bounds;
}

export const FREE: Rules = { lock: [], bounds: new Map() };

export function isLocked({ lock }: Rules, key: string): boolean {
  return lock === 'all' || lock.includes(key);
}

/** Names that no knob has, and bounds of the wrong kind, found once the core's table is there. */
export function unknownTo(knobs: readonly Knob[], rules: Rules, shown: readonly string[] | 'all'): Refused[] {
  const find = (name: string) => knobs.find((knob) => knob.name === name);
  const lists = { knobs: shown === 'all' ? [] : shown, lock: rules.lock === 'all' ? [] : rules.lock, bounds: [...rules.bounds.keys()] };
  const names = Object.entries(lists).flatMap(([attribute, list]) =>
    list.filter((name) => !find(name)).map((name) => refuse('knob-name', attribute, name, { allowed: knobs.map((knob) => knob.name) })),
  );
  const kinds = [...rules.bounds].flatMap(([name, bound]) => {
    const knob = find(name);
    if (!knob) return [];
    const number = knob.type === 'integer' || knob.type === 'real';
    if (!number && !knob.choices) return [refuse('bound-none', 'bounds', name)];
    if ('among' in bound) return knob.choices ? [] : [refuse('bound-range-kind', 'bounds', name)];
    return number ? [] : [refuse('bound-choice-kind', 'bounds', name)];
  });
  return [...names, ...kinds];
}

/** Whether a value lies within the bounds; those of a knob without any are the core's business. */
export function outside({ bounds }: Rules, key: string, value: string): Refused | null {
  const bound = bounds.get(key);
  if (!bound) return null;
  if ('among' in bound) return bound.among.includes(value) ? null : refuse('not-among', key, value, { allowed: bound.among });
  const number = Number(value);
  if (value.trim() !== '' && number >= bound.low && number <= bound.high) return null;
  const [low, high] = [String(bound.low), String(bound.high)];
  if (bound.low === Number.NEGATIVE_INFINITY) return refuse('outside-high', key, value, { high });
  return bound.high === Number.POSITIVE_INFINITY ? refuse('outside-low', key, value, { low }) : refuse('outside-both', key, value, { low, high });
}

/** A single knob that somebody wants to change. */
export function refusedChange(rules: Rules, key: string, value: string): Refused | null {
  return isLocked(rules, key) ? refuse('locked', key, value) : outside(rules, key, value);
}

/**
 * A whole line that somebody wants to run, resolved by the core: what it says of every locked knob must be what the author's says,
 * whichever way it came about (another learner has other defaults). A knob that only one of the two has is no breach, but for those
 * that choose the run itself. `line` keeps what was changed while it ran (`inner_lr=0.05@4`): those changes are looked at too.
 */
export function refusedLine(rules: Rules, authors: Resolved, wanted: Resolved): Refused | null {
  const changes = changesIn(wanted.line);
  for (const [key, value] of Object.entries(wanted.values)) {
    const own = authors.values[key];
    if (isLocked(rules, key) && own !== undefined && (own !== value || changes.some((change) => change.key === key))) return refuse('locked', key, value);
    const breach = outside(rules, key, value);
    if (breach) return breach;
  }
  for (const { key, value } of changes) {
    const breach = outside(rules, key, value);
    if (breach) return breach;
  }
  return null;
}

/** `key=value@n`: what a run line says was changed while it ran. */
function changesIn(line: string): Array<{ key: string; value: string }> {
  return line.split('&').flatMap((part) => {
    const found = /^([^=]+)=(.*)@\d+$/.exec(part);
    return found ? [{ key: found[1]!, value: found[2]! }] : [];
  });
}

/** A knob's range or choices as they are left to the visitor. */
export function narrowed({ bounds }: Rules, knob: Knob, choices: readonly string[] | undefined): Pick<Knob, 'low' | 'high' | 'choices'> {
  const bound = bounds.get(knob.name);
  const { low, high } = knob;
  if (!bound) return { ...(low !== undefined ? { low } : {}), ...(high !== undefined ? { high } : {}), ...(choices ? { choices: [...choices] } : {}) };
  if ('among' in bound) return { choices: (choices ?? bound.among).filter((choice) => bound.among.includes(choice)) };
  return { low: Math.max(bound.low, low ?? Number.NEGATIVE_INFINITY), high: Math.min(bound.high, high ?? Number.POSITIVE_INFINITY) };
}

/** The same for the parts that show knobs. A change goes through the run, whose guard has the last word. */
export function knobRules(rules: Rules): KnobRules {
  return {
    locked: (key) => isLocked(rules, key),
    narrowed: (knob, choices) => narrowed(rules, knob, choices),
    set: (run, key, value) => run.setKnob(key, value),
  };
}
