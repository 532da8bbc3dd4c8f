// The element's attributes as values, and the properties that reflect them.
import { ATTRIBUTES, type AttributeName } from './api/attributes.ts';
import { type AttributeValues, parseAttributes } from './api/parse.ts';
import type { AttributeRow } from './api/table.ts';
import type { Refused } from './refused.ts';

export class Attributes {
  values: AttributeValues = parseAttributes(() => null).values;
  refused: Refused[] = [];
  private texts = new Map<AttributeName, string | null>();

  /** Reads them anew. The names of those whose text is another than before; surrounding spaces are no difference. */
  read(element: Element): Set<AttributeName> {
    const text = (name: string) => element.getAttribute(name)?.trim() ?? null;
    const changed = ATTRIBUTES.map(({ name }) => name).filter((name) => text(name) !== (this.texts.get(name) ?? null));
    if (changed.length) {
      this.texts = new Map(ATTRIBUTES.map(({ name }) => [name, text(name)]));
      ({ values: this.values, refused: this.refused } = parseAttributes(text, element.baseURI));
    }
    return new Set(changed);
  }
}

/** Properties that every HTML element has already. */
const NATIVE = ['lang'];

function describe({ name, kind, default: value }: AttributeRow): PropertyDescriptor {
  const write = (element: Element, text: string | null) => (text === null ? element.removeAttribute(name) : element.setAttribute(name, text));
  switch (kind) {
    case 'flag':
      return {
        get(this: Element) { return this.hasAttribute(name); },
        set(this: Element, on: unknown) { this.toggleAttribute(name, Boolean(on)); },
      };
    case 'count':
      return {
        get(this: Element) { return Number(this.getAttribute(name) ?? value); },
        set(this: Element, number: unknown) { write(this, number === null || number === undefined ? null : String(number)); },
      };
    default:
      return {
        get(this: Element) { return this.getAttribute(name) ?? (value || (kind === 'choice' ? null : '')); },
        set(this: Element, text: unknown) { write(this, text === null || text === undefined ? null : Array.isArray(text) ? text.join(' ') : String(text)); },
      };
  }
}

/** Gives a class the properties of the table. */
export function reflectAttributes(prototype: object): void {
  for (const row of ATTRIBUTES) {
    if (!NATIVE.includes(row.property)) Object.defineProperty(prototype, row.property, { ...describe(row), configurable: true, enumerable: true });
  }
}

/**
 * What was set on an element before its class was there hides the class's own property: it is taken off and set again.
 */
export function upgradeProperties(element: HTMLElement, names: readonly string[]): void {
  const target = element as unknown as Record<string, unknown>;
  for (const name of names) {
    if (!Object.hasOwn(element, name)) continue;
    const value = target[name];
    delete target[name];
    target[name] = value;
  }
}
