// The pace of reading: a run may change hundreds of times a second, words and fields follow at most so often. All that
// show the same run are told together, so that they stay in step. Pictures have their own frames.

/** Milliseconds between one redrawing and the next. */
const BETWEEN = 110;
/** Milliseconds that a redrawing has to itself, a frame: of several runs on a page, no two are redrawn in the same one. */
const APART = 17;

/** When the next redrawing of any run may be. */
let free = Number.NEGATIVE_INFINITY;

class Pace {
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last = Number.NEGATIVE_INFINITY;

  constructor(private readonly run: EventTarget) {}

  add(listener: () => void): void {
    if (!this.listeners.size) this.run.addEventListener('change', this.soon);
    this.listeners.add(listener);
  }

  remove(listener: () => void): void {
    this.listeners.delete(listener);
    if (this.listeners.size) return;
    this.run.removeEventListener('change', this.soon);
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private readonly soon = (): void => {
    this.timer ??= setTimeout(this.tell, Math.max(0, this.last + BETWEEN - performance.now()));
  };

  private readonly tell = (): void => {
    const now = performance.now();
    if (now < free) {
      this.timer = setTimeout(this.tell, free - now);
      return;
    }
    this.timer = undefined;
    this.last = now;
    free = now + APART;
    for (const listener of this.listeners) listener();
  };
}

const paces = new WeakMap<EventTarget, Pace>();

/** Calls the listener at that pace whenever a run has changed, until the returned function is called. */
export function onChange(run: EventTarget, listener: () => void): () => void {
  let pace = paces.get(run);
  if (!pace) paces.set(run, (pace = new Pace(run)));
  pace.add(listener);
  return () => pace.remove(listener);
}
