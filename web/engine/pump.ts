/** What a slice of work says about the next one: go on at once, after some milliseconds, or not before being woken. */
export type Next = 'again' | 'idle' | number;

/**
 * Runs slices of work one after the other and lets messages in between them. A MessageChannel is used because timers
 * that follow each other are held back to 4 ms by browsers.
 */
export class Pump {
  private readonly channel = new MessageChannel();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private queued = false;
  private closed = false;

  constructor(private readonly slice: () => Next) {
    this.channel.port1.onmessage = () => {
      this.queued = false;
      this.turn();
    };
  }

  /** To be called whenever there may be new work. */
  wake(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.queued) return;
    this.queued = true;
    this.channel.port2.postMessage(null);
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.channel.port1.close();
  }

  private turn(): void {
    if (this.closed) return;
    const next = this.slice();
    if (next === 'again') this.wake();
    else if (next !== 'idle') this.timer = setTimeout(() => this.wake(), next);
  }
}
