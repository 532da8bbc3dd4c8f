// Elements begin one after the other, at most one in an animation frame, so that a page with many of them stays answerable.

export interface Clock {
  frame(run: () => void): void;
}

/** Where frames stand still (a hidden tab, a frame that is off screen) a timer stands in for them. */
const WITHOUT_FRAMES = 250;

export const pageClock: Clock = {
  frame(run) {
    let done = false;
    const once = () => {
      if (done) return;
      done = true;
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      run();
    };
    const timer = setTimeout(once, WITHOUT_FRAMES);
    const frame = requestAnimationFrame(once);
  },
};

export class BootQueue {
  private waiting: Array<() => void> = [];
  private asked = false;

  constructor(private readonly clock: Clock = pageClock) {}

  /** `boot` is called in a frame of its own; the function returned takes it back. */
  add(boot: () => void): () => void {
    this.waiting.push(boot);
    this.ask();
    return () => {
      this.waiting = this.waiting.filter((other) => other !== boot);
    };
  }

  get length(): number {
    return this.waiting.length;
  }

  private ask(): void {
    if (this.asked || !this.waiting.length) return;
    this.asked = true;
    this.clock.frame(() => {
      this.asked = false;
      const next = this.waiting.shift();
      // The next one is asked for even where this one throws.
      try {
        next?.();
      } finally {
        this.ask();
      }
    });
  }
}

/** One for all elements of the page. */
export const bootQueue = new BootQueue();
