// What the element itself refuses, before or beside the core: data, of which the table of messages makes a sentence.

/** Codes of the element's own refusals. Each has a sentence in every language. */
export const REFUSED = [
  // attributes
  'choice', 'tokens', 'twice', 'whole', 'name', 'address', 'scheme', 'foreign', 'knob-name',
  // the goal
  'goal-part', 'goal-key', 'goal-twice', 'goal-missing', 'goal-choice', 'goal-number', 'goal-whole', 'goal-both', 'goal-batch-only', 'goal-unmeasured',
  // bounds and locks
  'bound-form', 'bound-range', 'bound-twice', 'bound-range-kind', 'bound-choice-kind', 'bound-none', 'locked', 'outside-both', 'outside-low', 'outside-high', 'not-among',
  // what was saved, and files
  'saved-shape', 'saved-version', 'saved-field', 'saved-size', 'saved-value', 'init-fetch', 'init-size', 'init-hash',
  // methods
  'not-in-document', 'not-loaded',
] as const;
export type RefusedCode = (typeof REFUSED)[number];

export interface Refused {
  code: RefusedCode;
  /** The attribute, knob or field that it is about. */
  key: string;
  /** The text that was refused; "" where there is none. */
  value: string;
  /** What the sentence needs beside them. */
  args: Record<string, string | string[]>;
}

export function refuse(code: RefusedCode, key: string, value = '', args: Refused['args'] = {}): Refused {
  // A stranger's text is shown back to them, but not at any length.
  return { code, key, value: value.length > 80 ? `${value.slice(0, 79)}…` : value, args };
}

/** A value, or why there is none. */
export type Parsed<T> = { value: T; refused?: undefined } | { value?: undefined; refused: Refused };
