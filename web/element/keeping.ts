// What becomes of a run that nobody watches: it is kept in the browser where its author asks for that, and gives its worker back.
import type { Run } from '../run/run.ts';
import { readStored, writeStored } from './store.ts';

/** Milliseconds for which nothing has happened before a run that stands still gives its worker back. */
const IDLE = 5000;
/** Milliseconds between two times of keeping a run while it goes on. */
const BETWEEN = 5000;

export interface Kept {
  /** The name that its author gave; null where nothing is to be kept. */
  readonly store: string | null;
  /** The author's line, as the core resolves it: with another one, what was kept is not gone on with. */
  readonly authors: string | null;
  /** Whether it is open and stands still, but for a run that goes on unseen. */
  readonly standing: boolean;
}

export class Keeping {
  private resting = false;
  private ended = false;
  /** What was kept before must not be lost before it was looked at. */
  private recalled = false;
  private idle: ReturnType<typeof setTimeout> | undefined;
  /** What was kept last, and when. */
  private last = '';
  private at = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly run: Run,
    private readonly about: () => Kept,
  ) {}

  /** Anything about the run is another one now. */
  changed(): void {
    if (performance.now() - this.at > BETWEEN) void this.keep();
    clearTimeout(this.idle);
    // A paused run with nothing left to be computed around it needs no worker: it wakes at the next request.
    if (this.ended || this.resting || this.run.asleep || !this.about().standing) return;
    this.idle = setTimeout(() => void this.giveBack(() => this.about().standing), IDLE);
  }

  /** Nobody sees it, or somebody does again. `playing`: whether it goes on then. */
  rest(resting: boolean, playing: boolean): void {
    this.resting = resting;
    if (resting) void this.giveBack(() => this.resting);
    else if (playing) void this.run.wake();
  }

  /** Goes on with what was kept of the author's run. */
  async recall(): Promise<void> {
    const { store, authors } = this.about();
    const found = store ? ((await readStored(store)) as { authors?: unknown; saved?: unknown } | null) : null;
    if (found && !this.ended && found.authors === authors) await this.run.resume(found.saved);
    this.last = this.now;
    this.recalled = true;
  }

  end(): void {
    this.ended = true;
    clearTimeout(this.idle);
  }

  private get now(): string {
    return `${this.run.resolved?.short} ${this.run.completed}`;
  }

  private async giveBack(unneeded: () => boolean): Promise<void> {
    await this.keep();
    if (!this.ended && unneeded()) await this.run.sleep();
  }

  private async keep(): Promise<void> {
    const { store, authors } = this.about();
    if (this.ended || !this.recalled || !store || !authors || this.run.asleep || this.now === this.last) return;
    this.at = performance.now();
    this.last = this.now;
    const saved = await this.run.save();
    if (saved) await writeStored(store, { authors, saved });
  }
}
