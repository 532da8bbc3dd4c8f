// Whether an element can be seen: on screen or near it, with a size, neither hidden nor transparent (as slides are that are not
// shown), in a tab that is not hidden.

/** Elements begin this far before they come into view. */
const MARGIN = '200px';
/** Nothing tells when a page makes an element transparent or hides it where it is: what is on screen is looked at this often, in ms. */
const LOOK = 250;

type Listener = (seen: boolean) => void;

interface Entry {
  near: boolean;
  sized: boolean;
  seen: boolean;
  listener: Listener;
}

/** One pair of observers and one listener for all elements of the page; none while there is no element. */
class Sight {
  private readonly entries = new Map<Element, Entry>();
  private intersections: IntersectionObserver | null = null;
  private sizes: ResizeObserver | null = null;
  private looking: ReturnType<typeof setInterval> | undefined;

  watch(element: Element, listener: Listener): () => void {
    this.begin();
    this.entries.set(element, { near: false, sized: true, seen: false, listener });
    this.intersections!.observe(element);
    this.sizes!.observe(element);
    return () => this.unwatch(element);
  }

  private unwatch(element: Element): void {
    if (!this.entries.delete(element)) return;
    this.look();
    this.intersections?.unobserve(element);
    this.sizes?.unobserve(element);
    if (this.entries.size) return;
    this.intersections?.disconnect();
    this.sizes?.disconnect();
    this.intersections = this.sizes = null;
    document.removeEventListener('visibilitychange', this.onTab);
  }

  private begin(): void {
    if (this.intersections) return;
    this.intersections = new IntersectionObserver(
      (found) => found.forEach(({ target, isIntersecting }) => this.change(target, { near: isIntersecting })),
      { rootMargin: MARGIN },
    );
    this.sizes = new ResizeObserver((found) =>
      found.forEach(({ target, contentRect: { width, height } }) => this.change(target, { sized: width > 0 || height > 0 })),
    );
    document.addEventListener('visibilitychange', this.onTab);
  }

  private change(element: Element, what: Partial<Entry>): void {
    const entry = this.entries.get(element);
    if (!entry) return;
    Object.assign(entry, what);
    this.tell(element, entry);
    this.look();
  }

  private readonly onTab = (): void => {
    this.tellAll();
    this.look();
  };

  private readonly tellAll = (): void => this.entries.forEach((entry, element) => this.tell(element, entry));

  /** Looks again and again while there is something on screen, and only then. */
  private look(): void {
    const needed = document.visibilityState !== 'hidden' && [...this.entries.values()].some(onScreen);
    if (needed === (this.looking !== undefined)) return;
    clearInterval(this.looking);
    this.looking = needed ? setInterval(this.tellAll, LOOK) : undefined;
  }

  private tell(element: Element, entry: Entry): void {
    const seen = onScreen(entry) && document.visibilityState !== 'hidden' && isShown(element);
    if (seen === entry.seen) return;
    entry.seen = seen;
    entry.listener(seen);
  }
}

const onScreen = ({ near, sized }: Entry): boolean => near && sized;

/** Browsers that cannot tell are believed to show it. */
const isShown = (element: Element): boolean => element.checkVisibility?.({ opacityProperty: true, visibilityProperty: true }) ?? true;

const sight = new Sight();

/** `listener` hears of every change from not being seen, with which it begins; the function returned ends the watch. */
export function watchSeen(element: Element, listener: Listener): () => void {
  return sight.watch(element, listener);
}
