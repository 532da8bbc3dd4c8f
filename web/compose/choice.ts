// What was chosen on the page `compose`: the element's attributes, as text, and what is written around the element.
import { ATTRIBUTES, type AttributeName } from '../element/api/attributes.ts';

export interface Choice {
  /** Texts of attributes; absent where the attribute is. A flag is the empty text. */
  attributes: Partial<Record<AttributeName, string>>;
  /** A heading, the title of frames and files. */
  title: string;
  /** Under the element; "" for none. */
  caption: string;
}

/** Attributes and their texts in the table's order; what says no more than its absence is left out, but for the run. */
export function attributesOf({ attributes }: Choice): Array<[name: AttributeName, text: string]> {
  return ATTRIBUTES.flatMap(({ name, kind, default: value }): Array<[AttributeName, string]> => {
    const text = attributes[name];
    if (text === undefined) return [];
    if (name === 'run' || kind === 'flag') return [[name, text]];
    return text === value || (text === '' && name !== 'controls' && name !== 'views') ? [] : [[name, text]];
  });
}

/** With an attribute set, or taken away by null. */
export function withAttribute(choice: Choice, name: AttributeName, text: string | null): Choice {
  const attributes = { ...choice.attributes };
  if (text === null) delete attributes[name];
  else attributes[name] = text;
  return { ...choice, attributes };
}
