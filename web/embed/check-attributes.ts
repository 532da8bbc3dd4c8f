// What would be wrong with an element that has these attributes, said before there is one: for the command that writes a file, and
// for the page that puts snippets together.
import { type AttributeValues, parseAttributes } from '../element/api/parse.ts';
import { unknownTo } from '../element/locks.ts';
import { refusedSentence } from '../element/sentence.ts';
import { type Description, type Refusal, type Resolved, isRefusal } from '../engine/protocol.ts';
import type { Words } from '../messages/index.ts';

/** The core, as far as it is asked: its tables, and what it makes of a run line. */
export interface Core {
  description: Description;
  resolve(line: string): Resolved | Refusal;
}

/** One sentence for each thing that is wrong; none where the element would be as it is written. `read`: an attribute's text, or null. */
export function attributeFaults(read: (name: string) => string | null, { description, resolve }: Core, words: Words): string[] {
  const { values, refused } = parseAttributes(read);
  const { knobs, lock, bounds } = values satisfies AttributeValues;
  const unknown = unknownTo(description.knobs, { lock: lock ?? [], bounds }, knobs ?? []);
  const resolved = resolve(values.run);
  return [...[...refused, ...unknown].map((refusal) => refusedSentence(refusal, words)), ...(isRefusal(resolved) ? [resolved.message] : [])];
}
