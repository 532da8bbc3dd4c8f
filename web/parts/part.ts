import { LitElement } from 'lit';
import { type Words, wordsFor } from '../messages/index.ts';
import type { Run } from '../run/run.ts';
import { onChange } from './pace.ts';
import { onThemeChange } from './theme.ts';

export type { Run };

let made = 0;

/**
 * A view of a run, or controls for it, as an element of its own: it needs a run and words and nothing around it. It lives
 * in the one shadow root of the element that shows it, whose style sheets it shares.
 */
export abstract class Part extends LitElement {
  static override properties = { run: { attribute: false }, words: { attribute: false } };
  declare run: Run | null;
  declare words: Words;
  private readonly number = ++made;
  private readonly kept = new Map<string, { key: unknown[]; value: unknown }>();
  private stopRun = () => {};
  private stopTheme = () => {};

  constructor() {
    super();
    this.run = null;
    this.words = wordsFor('en');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.listen();
    // Drawings are made in the colours that hold.
    this.stopTheme = onThemeChange(this, () => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopRun();
    this.stopTheme();
  }

  protected override createRenderRoot() {
    return this;
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('run')) this.listen();
  }

  /** An id that no other part has: several of the same kind may stand in one shadow root. */
  protected unique(name: string): string {
    return `${name}-${this.number}`;
  }

  /** The value made last under this name, as long as it was made from the same things, in the same language. */
  protected memo<T>(name: string, from: unknown[], make: () => T): T {
    const key = [this.words, ...from];
    const found = this.kept.get(name);
    if (found && found.key.length === key.length && found.key.every((part, i) => Object.is(part, key[i]))) return found.value as T;
    const value = make();
    this.kept.set(name, { key, value });
    return value;
  }

  private listen(): void {
    this.stopRun();
    this.stopRun = this.run && this.isConnected ? onChange(this.run, () => this.requestUpdate()) : () => {};
  }
}
