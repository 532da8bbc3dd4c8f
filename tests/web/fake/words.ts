// Tables of messages whose every text is another one: longer, or of the kind that breaks pages.
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

/** Markup, a word without end, a script from right to left with a mark that turns the direction, nothing, and what is made of several code points. */
export const HOSTILE: ReadonlyArray<readonly [name: string, text: string]> = [
  ['markup', '<img src=x onerror="document.title=1"><script>1</script>&lt;b&gt;${1}{{1}}'],
  ['a word without end', 'm'.repeat(700)],
  ['a script from right to left', '\u202eالتعلم الفوقي يتعلم كيف يتعلم\u202c'.repeat(3)],
  ['nothing', ''],
  ['characters of several code points', '👩‍👩‍👧‍👦é̩̱́学'.repeat(12)],
];
