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
  /** One has begun in this frame, or will in the next. */
  private held = false;

  constructor(private readonly clock: Clock = pageClock) {}

  /** `boot` is called at once where that is said to be possible and no other one has begun in this frame, else in a frame of its own; the function returned takes it back. */
  add(boot: () => void, atOnce = false): () => void {
    if (atOnce && !this.held) {
      this.hold();
      boot();
      return () => undefined;
    }
    this.waiting.push(boot);
    if (!this.held) this.hold();
    return () => {
      this.waiting = this.waiting.filter((other) => other !== boot);
    };
  }

  get length(): number {
    return this.waiting.length;
  }

  private hold(): void {
    this.held = true;
    this.clock.frame(() => {
      this.held = false;
      const next = this.waiting.shift();
      if (!next) return;
      // Before it begins: the one after it has its turn even where this one throws.
      this.hold();
      next();
    });
  }
}

/** One for all elements of the page. */
export const bootQueue = new BootQueue();
