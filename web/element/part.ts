import { LitElement } from 'lit';
import { type Words, wordsFor } from '../messages/index.ts';
import type { Session } from '../state/session.ts';

/**
 * A part of the page. It lives in the playground's one shadow root, whose style sheets it shares, and is drawn anew with
 * `tick`, which the playground raises at the pace of reading, not of messages.
 */
export abstract class Part extends LitElement {
  static override properties = { session: { attribute: false }, words: { attribute: false }, tick: { attribute: false } };
  declare session: Session;
  declare words: Words;
  declare tick: number;
  private kept = new Map<string, { key: unknown[]; value: unknown }>();

  constructor() {
    super();
    this.words = wordsFor('en');
  }

  protected override createRenderRoot() {
    return this;
  }

  /** The value made last under this name, as long as what it was made from is the same. */
  protected memo<T>(name: string, made: unknown[], make: () => T): T {
    const key = [this.words, ...made];
    const found = this.kept.get(name);
    if (found && found.key.length === key.length && found.key.every((part, i) => Object.is(part, key[i]))) return found.value as T;
    const value = make();
    this.kept.set(name, { key, value });
    return value;
  }
}
