// Whether an element can be seen: on screen or near it, with a size (a slide that is not shown has none), in a tab that is not hidden.

/** Elements begin this far before they come into view. */
const MARGIN = '200px';

type Listener = (seen: boolean) => void;

interface Entry {
  near: boolean;
  sized: boolean;
  listener: Listener;
}

/** One pair of observers and one listener for all elements of the page; none while there is no element. */
class Sight {
  private readonly entries = new Map<Element, Entry>();
  private intersections: IntersectionObserver | null = null;
  private sizes: ResizeObserver | null = null;

  watch(element: Element, listener: Listener): () => void {
    this.begin();
    this.entries.set(element, { near: false, sized: true, listener });
    this.intersections!.observe(element);
    this.sizes!.observe(element);
    return () => this.unwatch(element);
  }

  private unwatch(element: Element): void {
    if (!this.entries.delete(element)) return;
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
    this.tell(entry);
  }

  private readonly onTab = (): void => this.entries.forEach((entry) => this.tell(entry));

  private tell({ near, sized, listener }: Entry): void {
    listener(near && sized && document.visibilityState !== 'hidden');
  }
}

const sight = new Sight();

/** `listener` hears whenever it may have changed; the function returned ends the watch. */
export function watchSeen(element: Element, listener: Listener): () => void {
  return sight.watch(element, listener);
}
