// The parts of a goal among a directive's attributes: the element's own grammar, for claims, exercises and predictions.
import { type Goal, parseGoal } from '../../element/goal.ts';
import { refusedSentence } from '../../element/sentence.ts';
import { wordsFor } from '../../messages/index.ts';
import type { Attributes } from './tree.ts';

const PARTS = ['measure', 'of', 'summary', 'op', 'value', 'within', 'at', 'window'];

export function readGoal(text: string, attributes: Attributes): Goal {
  const parsed = parseGoal(text);
  if (parsed.refused) throw attributes.fault(refusedSentence(parsed.refused, wordsFor('en')));
  return parsed.value;
}

/** A goal that is spelled out in attributes of its own; `given` holds where they say nothing. */
export function goalOf(attributes: Attributes, given: Record<string, string> = {}): Goal {
  const parts = { ...given, ...attributes.pick(PARTS) };
  return readGoal(Object.entries(parts).map(([key, value]) => `${key}=${value}`).join(' '), attributes);
}

/** `1..5`, `1,2,7`, `3`. */
export function readSeeds(text: string, attributes: Attributes): number[] {
  const range = /^(\d{1,6})\.\.(\d{1,6})$/.exec(text);
  if (range && Number(range[1]) <= Number(range[2]) && Number(range[2]) - Number(range[1]) < 20) {
    return Array.from({ length: Number(range[2]) - Number(range[1]) + 1 }, (_, i) => Number(range[1]) + i);
  }
  const list = text.split(',');
  if (list.every((one) => /^\d{1,6}$/.test(one))) return list.map(Number);
  throw attributes.fault(`seeds cannot be "${text}": it is a list as in 1,2,7 or a range of at most 20 as in 1..5.`);
}
