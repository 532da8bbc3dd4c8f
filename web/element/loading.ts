// When an element loads, when it rests, and when it is given up.
import type { LoadName } from './api/attributes.ts';
import { type BootQueue, bootQueue } from './boot-queue.ts';
import { watchSeen } from './seen.ts';

export interface Loaded {
  /** Loads the engine and starts the run. Called once. */
  boot(): void;
  /** The run gives its worker back, or takes one again. */
  rest(resting: boolean): void;
  /** Everything is given back. Called once, after the last of the others. */
  dispose(): void;
}

export interface Surroundings {
  queue: BootQueue;
  watch(listener: (seen: boolean) => void): () => void;
  connected(): boolean;
  later(run: () => void): void;
}

export function surroundingsOf(element: Element): Surroundings {
  return {
    queue: bootQueue,
    watch: (listener) => watchSeen(element, listener),
    connected: () => element.isConnected,
    later: (run) => queueMicrotask(run),
  };
}

/** One element's life, from one connection with the document to the last. */
export class Loading {
  private stage: 'waiting' | 'queued' | 'booted' = 'waiting';
  private seen = false;
  private resting = false;
  private unwatch: (() => void) | null = null;
  private unqueue: (() => void) | null = null;

  constructor(
    private readonly owner: Loaded,
    private readonly around: Surroundings,
    private how: LoadName,
    private background: boolean,
  ) {}

  get booted(): boolean {
    return this.stage === 'booted';
  }

  connect(): void {
    this.unwatch ??= this.around.watch((seen) => {
      this.seen = seen;
      // Sight is told within a frame, when the page has long been listening.
      this.settle(true);
    });
    this.settle();
  }

  /** A move within the document disconnects and connects again at once: only an element that is still away in a moment has left. */
  disconnect(): void {
    this.around.later(() => {
      if (!this.around.connected()) this.end();
    });
  }

  /** The attributes `load` and `background` as they are now. */
  set(how: LoadName, background: boolean): void {
    this.how = how;
    this.background = background;
    this.settle();
  }

  /** Somebody asked for it: a press of its button, a method. Neither sight nor `load` matters then. */
  ask(): void {
    this.enqueue();
  }

  /** Gives up what was begun; an element that is connected again restarts. */
  end(): void {
    this.unwatch?.();
    this.unqueue?.();
    this.unwatch = this.unqueue = null;
    const { stage } = this;
    this.stage = 'waiting';
    this.seen = this.resting = false;
    if (stage === 'booted') this.owner.dispose();
  }

  private settle(atOnce = false): void {
    if (this.stage === 'waiting' && (this.how === 'eager' || (this.how === 'visible' && this.seen))) this.enqueue(atOnce);
    if (this.stage !== 'booted') return;
    const resting = !this.seen && !this.background;
    if (resting === this.resting) return;
    this.resting = resting;
    this.owner.rest(resting);
  }

  private enqueue(atOnce = false): void {
    if (this.stage !== 'waiting') return;
    this.stage = 'queued';
    const boot = () => {
      this.stage = 'booted';
      this.owner.boot();
      this.settle();
    };
    this.unqueue = this.around.queue.add(boot, atOnce);
  }
}
