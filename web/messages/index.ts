// The one place from which text comes. Another language is another file beside en.ts with a table of the same type; its
// name is the language's code.
import { en } from './en.ts';
import { type Format, formatFor } from './format.ts';

export type { Format } from './format.ts';
export type Messages = typeof en;

/** A language: its table of messages, and its way of writing numbers and lists. Goes with each element as a property. */
export interface Words {
  /** As in the `lang` attribute of HTML. */
  language: string;
  text: Messages;
  format: Format;
}

/** English is always there: what is shown before another table has arrived, and where there is none. */
const tables = new Map<string, Messages>([['en', en]]);
const found = new Map<string, Words>();
const files = import.meta.glob<Record<string, Messages>>(['./[a-z][a-z].ts', '!./en.ts']);

/** Codes of all languages that there is a table for. */
export const LANGUAGES: readonly string[] = ['en', ...Object.keys(files).map((path) => path.slice(2, -3))];

/** The language to be used for somebody who asks for these, best first: `zh-Hans-CN` is served by `zh`. English where there is none. */
export function languageFor(...wanted: readonly string[]): string {
  for (const tag of wanted) {
    const code = tag.toLowerCase().split('-')[0]!;
    if (LANGUAGES.includes(code)) return code;
  }
  return 'en';
}

/** Fetches a language's table; English where it cannot be had. */
export async function loadWords(language: string): Promise<Words> {
  const code = languageFor(language);
  if (!tables.has(code)) {
    try {
      tables.set(code, (await files[`./${code}.ts`]!())[code]!);
    } catch {
      // A page that is half there is better than none: see wordsFor.
    }
  }
  return wordsFor(code);
}

/** The same object for the same language, once its table has been loaded; English until then. */
export function wordsFor(language: string): Words {
  const code = tables.has(languageFor(language)) ? languageFor(language) : 'en';
  const known = found.get(code);
  if (known) return known;
  const words = { language: code, text: tables.get(code)!, format: formatFor(code) };
  found.set(code, words);
  return words;
}

/** Whole sentences, one after the other. */
export function paragraph({ text }: Words, sentences: readonly string[]): string {
  return sentences.filter(Boolean).join(text.gap);
}
