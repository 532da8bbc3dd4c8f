// Tells the host what happens: events with a small detail, no more often than promised.
import type { EVENTS } from './api/events.ts';

export type EventName = (typeof EVENTS)[number]['name'];
export type ElementState = 'idle' | 'loading' | 'ready' | 'playing' | 'failed';

/** Where the element stands, as `metarl-state` says it. */
export interface Standing {
  state: ElementState;
  line: string | null;
  iteration: number;
}

/** Milliseconds between two `metarl-iteration`. */
const BETWEEN = 100;

export class Teller {
  private standing: Standing = { state: 'idle', line: null, iteration: 0 };
  private iteration = 0;
  private last = Number.NEGATIVE_INFINITY;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly target: EventTarget) {}

  send(name: EventName, detail: object): void {
    this.target.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }

  /** Where it stands now. Its iteration alone is no news: there is another event for that. */
  stand(standing: Standing): void {
    const before = this.standing;
    this.standing = standing;
    if (standing.state !== before.state || standing.line !== before.line) this.send('metarl-state', standing);
  }

  /** Iterations were completed. `statistics`: the numbers of the last one, asked for only where they are told. */
  iterations(iteration: number, statistics: () => Record<string, number>): void {
    if (iteration === this.iteration) return;
    // A run that begins again, or goes back, is told by its state.
    if (iteration < this.iteration) {
      this.forget();
      this.iteration = iteration;
      if (iteration === 0) return;
    }
    this.iteration = iteration;
    clearTimeout(this.timer);
    const wait = this.last + BETWEEN - performance.now();
    const tell = () => {
      this.last = performance.now();
      this.send('metarl-iteration', { iteration: this.iteration, statistics: statistics() });
    };
    if (wait <= 0) tell();
    else this.timer = setTimeout(tell, wait);
  }

  /** The run is another one now, or none. */
  forget(): void {
    clearTimeout(this.timer);
    this.iteration = 0;
  }
}
