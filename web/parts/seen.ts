import type { ReactiveController, ReactiveElement } from 'lit';

/** Nothing is asked for that is further than this from the window. */
const AHEAD = '150px';

/** Whether a part can be seen, or will be soon: it is told of every change. */
export class Seen implements ReactiveController {
  now = false;
  private sight: IntersectionObserver | null = null;

  constructor(private readonly part: ReactiveElement) {
    part.addController(this);
  }

  hostConnected(): void {
    this.sight = new IntersectionObserver((entries) => {
      this.now = entries.at(-1)!.isIntersecting;
      this.part.requestUpdate();
    }, { rootMargin: AHEAD });
    this.sight.observe(this.part);
  }

  hostDisconnected(): void {
    this.sight?.disconnect();
    this.sight = null;
    this.now = false;
  }
}
