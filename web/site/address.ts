import type { MetaRlPlayground } from '../element/element.ts';
import type { LineEvent } from '../run/events.ts';
import type { Run } from '../run/run.ts';
import type { Words } from '../messages/index.ts';
import type { FileFault } from './drop.ts';
import type { Instruments } from './instruments.ts';
import type { Arrival } from './link/arrival.ts';
import { type Link, type LinkFault, type LinkedState, formatLink, parseLink } from './link/grammar.ts';

/** The text of an address's hash; null where it cannot be decoded. */
export function fromHash(hash: string): string | null {
  try {
    return decodeURIComponent(hash.replace(/^#/, ''));
  } catch {
    return null;
  }
}

export function toHash(text: string): string {
  return `#${encodeURI(text)}`;
}

/** Kept with an entry of the browser's history: which run of which visit it stands for. */
interface Entry {
  visit: string;
  place: number;
}

/**
 * Keeps the page's address and a run in step: the line is the address's hash, and going back in the browser's history
 * leads to the run as it stood. A link may name a state of the run, too: that stays in the address as long as the run is on its
 * way there, or stands there.
 */
export class Address {
  /** Entries outlive a reload, the runs that they stand for do not. */
  private readonly visit = `${Date.now()}-${Math.random()}`;
  /** A return that the browser's own Back or Forward asked for. */
  private returning = false;
  /** The state that the link names. */
  private state: LinkedState | null = null;
  private words!: Words;
  private spoken: () => void = () => undefined;
  /** Whether it is known in which language the page speaks. */
  private readonly language = new Promise<void>((resolve) => (this.spoken = resolve));
  private arrival: Promise<Arrival> | null = null;

  private readonly run: Run;

  /** `bar`: where it is said what becomes of a link's state. */
  constructor(
    private readonly element: MetaRlPlayground,
    private readonly instruments: Instruments,
    private readonly bar: HTMLElement,
  ) {
    this.run = element.model;
    this.run.on('line', (event) => this.write(event));
    window.addEventListener('popstate', (event) => void this.travel(event.state as Entry | null));
    // The element opens with the address's line; what is wrong with it is said once there is a run.
    const link = this.read();
    if (link && 'line' in link && link.line) element.setAttribute('run', link.line);
    if (link && 'line' in link) this.state = link.state;
    if (!link || !('line' in link) || link.state) element.addEventListener('metarl-ready', () => void this.arrive(link), { once: true });
  }

  /** The address of the run from its start. */
  ofRun(): string {
    return this.with(null);
  }

  /** The address of the very state in which the run is shown; `view`: what it leads to. */
  ofState(view?: string): string {
    const { progress, speed, task, completed } = this.run;
    const receipt = progress?.receipt;
    return this.with({ at: receipt?.iteration ?? completed, task: task + 1, speed, ...(view ? { view } : {}), ...(receipt ? { made: { build: receipt.build, hash: receipt.hash } } : {}) });
  }

  /** Goes where a link leads, as if it had been written into the address. */
  go(link: string): void {
    const hash = toHash(link);
    // The same link again leads there again.
    if (hash === location.hash) void this.follow();
    else location.hash = hash;
  }

  /** Says why a file that was dropped on the page is not taken. */
  async refuseFile(fault: FileFault): Promise<void> {
    (await this.welcome()).refuseFile(fault);
  }

  speak(words: Words): void {
    this.words = words;
    this.spoken();
    void this.arrival?.then((arrival) => arrival.speak(words));
  }

  private with(state: LinkedState | null): string {
    return new URL(toHash(formatLink({ line: this.run.resolved?.short ?? '', state })), location.href).href;
  }

  private read(): Link | LinkFault | null {
    const text = fromHash(location.hash);
    return text === null ? null : parseLink(text, this.instruments.views);
  }

  /** Starts what the address names. */
  private async follow(): Promise<void> {
    const link = this.read();
    this.state = null;
    await this.arrival?.then((arrival) => arrival.clear());
    if (link && 'line' in link) {
      this.state = link.state;
      await this.run.openLink(link.line);
    }
    if (!link || !('line' in link) || link.state) await this.arrive(link);
  }

  /** The run of a link is open, or the link cannot be followed. */
  private async arrive(link: Link | LinkFault | null): Promise<void> {
    if (link === null) return this.run.openDamagedLink();
    const arrival = await this.welcome();
    if (!('line' in link)) arrival.refuse(link);
    else if (link.state) {
      if (link.state.view) this.instruments.show(link.state.view);
      await arrival.follow(link.line, link.state);
    }
  }

  private welcome(): Promise<Arrival> {
    const made = async () => {
      const { Arrival } = await import('./link/arrival.ts');
      await this.language;
      return new Arrival(this.element, this.bar, this.words, () => this.leave());
    };
    return (this.arrival ??= made());
  }

  /** The run does not stand where the link led, so the address does not name that state any more. */
  private leave(): void {
    if (!this.state) return;
    this.state = null;
    history.replaceState(history.state, '', toHash(this.run.resolved?.short ?? ''));
  }

  /** Back and Forward, or another hash written by hand. */
  private async travel(entry: Entry | null): Promise<void> {
    if (entry?.visit !== this.visit || !this.run.has(entry.place)) return this.follow();
    this.returning = true;
    await this.run.returnTo(entry.place);
    this.returning = false;
  }

  private write({ cause, kept }: LineEvent): void {
    if (cause !== 'link') this.state = null;
    const hash = toHash(formatLink({ line: this.run.resolved!.short, state: this.state }));
    const entry: Entry = { visit: this.visit, place: this.run.place };
    // A run that is started is a place to come back from; a knob that is changed meanwhile is still the same place.
    const begun = cause === 'start' || cause === 'restore' || (cause === 'return' && !this.returning);
    if (begun && (kept || hash !== location.hash)) history.pushState(entry, '', hash);
    else history.replaceState(entry, '', hash);
  }
}
