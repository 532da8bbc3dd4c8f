import type { LineEvent, Run } from '../run/run.ts';

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

/** Keeps the page's address and a run in step: the line is the address's hash. */
export class Address {
  constructor(private readonly run: Run) {
    run.addEventListener('line', (event) => this.write(event as LineEvent));
    window.addEventListener('hashchange', () => void this.follow());
  }

  /** Starts what the address names. */
  async follow(): Promise<void> {
    const line = fromHash(location.hash);
    if (line === null) await this.run.openDamagedLink();
    else await this.run.openLink(line);
  }

  private write({ cause }: LineEvent): void {
    const hash = toHash(this.run.resolved!.short);
    if (hash === location.hash) return;
    // A run that was started is a place to go back from; a knob that was changed meanwhile is still the same place.
    if (cause === 'start' || cause === 'restore') history.pushState(null, '', hash);
    else history.replaceState(null, '', hash);
  }
}
