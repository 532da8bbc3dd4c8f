// The element's keys. They are taken only while the focus is inside, and what is taken goes no further: a deck of slides around the
// element must not turn its page because somebody types into a field.

/** The run, as far as keys go. */
export interface Steered {
  readonly resolved: object | null;
  toggle(): void;
  step(until: 'phase' | 'iteration'): void;
  reset(): unknown;
}

const FIELDS = ['INPUT', 'SELECT', 'TEXTAREA'];
const PRESSED = ['BUTTON', 'SUMMARY', 'A'];
/** Keys that leave a field rather than change it. */
const LEAVING = ['Tab', 'Escape'];

/** What the key means for the run; null where it means nothing. `target`: where the focus is. */
export function meaningOf(event: Pick<KeyboardEvent, 'key' | 'shiftKey'>, target: { tagName: string; type?: string }): 'toggle' | 'phase' | 'iteration' | 'reset' | null {
  if (FIELDS.includes(target.tagName) && target.type !== 'radio') return null;
  if (event.key === ' ') return PRESSED.includes(target.tagName) || target.tagName === 'INPUT' ? null : 'toggle';
  if (event.key === 'ArrowRight') return target.tagName === 'INPUT' ? null : event.shiftKey ? 'iteration' : 'phase';
  return event.key === 'r' || event.key === 'R' ? 'reset' : null;
}

/** What is typed into a field goes no further. */
export function keepTyping(event: KeyboardEvent): void {
  if (FIELDS.includes((event.composedPath()[0] as HTMLElement).tagName) && !LEAVING.includes(event.key)) event.stopPropagation();
}

/** True where the key was taken. Escape gives the focus, and with it the keys, back to the page; to a deck of slides it would mean something else. */
export function handleKey(event: KeyboardEvent, run: Steered): boolean {
  const target = event.composedPath()[0] as HTMLElement & { type?: string };
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false;
  if (event.key === 'Escape') {
    target.blur?.();
    event.stopPropagation();
    return true;
  }
  if (FIELDS.includes(target.tagName) && !LEAVING.includes(event.key)) event.stopPropagation();
  const meaning = run.resolved && meaningOf(event, target);
  if (!meaning) return false;
  if (meaning === 'toggle') run.toggle();
  else if (meaning === 'reset') void run.reset();
  else run.step(meaning);
  event.preventDefault();
  event.stopPropagation();
  return true;
}
