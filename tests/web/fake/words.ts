// Tables of messages whose every text is another one.
import { type Messages, type Words, wordsFor } from '../../../web/messages/index.ts';

/** English with every text changed, in lists and in what functions return, too. */
export function changedWords(change: (text: string) => string): Words {
  const english = wordsFor('en');
  return { ...english, text: changed(english.text, change) as Messages };
}

function changed(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (typeof value === 'function') return (...args: unknown[]) => changed(value(...args), change);
  if (Array.isArray(value)) return value.map((one) => changed(one, change));
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, changed(one, change)]));
  return value;
}

export const doubled = (text: string): string => `${text} ${text}`;
