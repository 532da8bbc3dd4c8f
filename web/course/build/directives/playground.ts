// The element of a figure, an exercise or a prediction, as it is written into a page.
import { ATTRIBUTES } from '../../../element/api/attributes.ts';
import { parseAttributes } from '../../../element/api/parse.ts';
import { refusedSentence } from '../../../element/sentence.ts';
import { wordsFor } from '../../../messages/index.ts';
import type { Draft, Element } from '../draft.ts';
import { type Attributes, type Node, element, text } from '../tree.ts';

/** A chapter chooses neither where the engine is nor what is stored. */
const OWN = ATTRIBUTES.map(({ name }) => name).filter((name) => !['engine-src', 'worker-src', 'store'].includes(name));

/** Those of the element among a directive's attributes; `given` where the text does not say. */
export function elementAttributes(attributes: Attributes, given: Record<string, string> = {}): Record<string, string> {
  const written = { ...given, ...attributes.pick(OWN) };
  const [refused] = parseAttributes((name) => written[name] ?? null).refused;
  if (refused) throw attributes.fault(refusedSentence(refused, wordsFor('en')));
  return written;
}

interface Inside {
  /** What is there without script, and until the engine is loaded. */
  fallback: readonly Node[];
  caption?: readonly Node[];
}

export function playground(draft: Draft, id: string, kind: Element['kind'], attributes: Record<string, string>, { fallback, caption = [] }: Inside): Node {
  draft.elements.push({ id, kind, attributes });
  // An empty list of names is a list all the same; HTML's own boolean attribute of that name would be left out.
  const written = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, value || ' ']));
  const slots = [element('div', { slot: 'fallback' }, fallback.length ? fallback : [element('p', {}, [text(draft.words.figure.waiting)])])];
  if (caption.length) slots.push(element('div', { slot: 'caption' }, caption));
  return element('meta-rl-playground', { ...written, dataElement: id }, slots);
}
