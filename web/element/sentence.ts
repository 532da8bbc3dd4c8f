// The sentence for what the element refuses, in the language of the table that it is given.
import type { Words } from '../messages/index.ts';
import type { Refused, RefusedCode } from './refused.ts';

/** The part of a table of messages that says them: one function a code, from named texts to a sentence. */
export type Sentences = Record<RefusedCode, (about: Record<string, string>) => string>;

export function refusedSentence({ code, key, value, args }: Refused, { text, format }: Words): string {
  const sentences: Sentences = text.element.refused;
  const texts = Object.entries(args).map(([name, text]) => [name, typeof text === 'string' ? text : format.disjunction(text)]);
  return sentences[code]({ ...Object.fromEntries(texts), key, value });
}
