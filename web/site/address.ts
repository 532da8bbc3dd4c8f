import type { MetaRlPlayground } from '../element/element.ts';
import type { LineEvent } from '../run/events.ts';
import type { Run } from '../run/run.ts';

/** The run line of an address's hash; null where it cannot be decoded. */
export function fromHash(hash: string): string | null {
  try {
    return decodeURIComponent(hash.replace(/^#/, ''));
  } catch {
    return null;
  }
}

export function toHash(line: string): string {
  return `#${encodeURI(line)}`;
}

/** Kept with an entry of the browser's history: which run of which visit it stands for. */
interface Entry {
  visit: string;
  place: number;
}

/**
 * Keeps the page's address and a run in step: the line is the address's hash, and going back in the browser's history
 * leads to the run as it stood.
 */
export class Address {
  /** Entries outlive a reload, the runs that they stand for do not. */
  private readonly visit = `${Date.now()}-${Math.random()}`;
  /** A return that the browser's own Back or Forward asked for. */
  private returning = false;

  private readonly run: Run;

  constructor(element: MetaRlPlayground) {
    this.run = element.model;
    this.run.on('line', (event) => this.write(event));
    window.addEventListener('popstate', (event) => void this.travel(event.state as Entry | null));
    // The element opens with the address's line; that it cannot be read is said once there is a run.
    const line = fromHash(location.hash);
    if (line) element.setAttribute('run', line);
    if (line === null) element.addEventListener('metarl-ready', () => void this.run.openDamagedLink(), { once: true });
  }

  /** Starts what the address names. */
  private async follow(): Promise<void> {
    const line = fromHash(location.hash);
    if (line === null) await this.run.openDamagedLink();
    else await this.run.openLink(line);
  }

  /** Back and Forward, or another hash written by hand. */
  private async travel(entry: Entry | null): Promise<void> {
    if (entry?.visit !== this.visit || !this.run.has(entry.place)) return this.follow();
    this.returning = true;
    await this.run.returnTo(entry.place);
    this.returning = false;
  }

  private write({ cause, kept }: LineEvent): void {
    const hash = toHash(this.run.resolved!.short);
    const entry: Entry = { visit: this.visit, place: this.run.place };
    // A run that is started is a place to come back from; a knob that is changed meanwhile is still the same place.
    const begun = cause === 'start' || cause === 'restore' || (cause === 'return' && !this.returning);
    if (begun && (kept || hash !== location.hash)) history.pushState(entry, '', hash);
    else history.replaceState(entry, '', hash);
  }
}
