// The sentence for what the element refuses, in the language of the table that it is given.
import type { Refused, RefusedCode } from './refused.ts';

/** The part of a table of messages that says them: one function a code, from named texts to a sentence. */
export type Sentences = Record<RefusedCode, (about: Record<string, string>) => string>;

/** `list` joins alternatives as the language does: "a, b or c". */
export function refusedSentence({ code, key, value, args }: Refused, sentences: Sentences, list: (parts: string[]) => string): string {
  const texts = Object.entries(args).map(([name, text]) => [name, typeof text === 'string' ? text : list(text)]);
  return sentences[code]({ ...Object.fromEntries(texts), key, value });
}
