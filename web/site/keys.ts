import type { Run } from '../run/run.ts';

const typing = ['INPUT', 'SELECT', 'TEXTAREA'];

/** The page's keys. What is typed into a field stays there, and a focused button keeps the space bar. */
export function handleKey(event: KeyboardEvent, run: Run): void {
  const target = event.composedPath()[0] as HTMLElement;
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (typing.includes(target.tagName) && (target as HTMLInputElement).type !== 'radio') return;
  if (!run.resolved) return;
  if (event.key === ' ') {
    if (['BUTTON', 'SUMMARY', 'A'].includes(target.tagName)) return;
    run.toggle();
  } else if (event.key === 'ArrowRight') {
    if (target.tagName === 'INPUT') return;
    run.step(event.shiftKey ? 'iteration' : 'phase');
  } else if (event.key === 'r' || event.key === 'R') {
    void run.reset();
  } else {
    return;
  }
  event.preventDefault();
}
