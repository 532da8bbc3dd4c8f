// The colours that hold where an element stands, as text for the views. They are written once, in the style sheet, and
// depend on the host's color-scheme and custom properties, which may differ from element to element and change at any time.
import type { Theme } from '../views/frame.ts';

const NAMES = [
  'ink', 'muted', 'line', 'paper', 'tint', 'pre', 'post', 'truth', 'scratch', 'pretrained', 'task', 'probe', 'zero', 'one',
  'class1', 'class2', 'class3', 'class4', 'class5', 'class6',
  'run2', 'run3', 'run4',
] as const;

interface Known {
  theme: Theme | null;
  /** An element in the root whose colours are those of the theme; a transition on it tells when they change. */
  probe: HTMLElement;
  listeners: Set<() => void>;
}

const roots = new WeakMap<Node, Known>();

/** The same object as long as nothing changes. */
export function themeOf(element: Element): Theme {
  const known = knownOf(element);
  return (known.theme ??= read(known.probe));
}

/** Calls the listener when colours change where the element stands, until the returned function is called. */
export function onThemeChange(element: Element, listener: () => void): () => void {
  const { listeners } = knownOf(element);
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function knownOf(element: Element): Known {
  const root = element.getRootNode();
  const found = roots.get(root);
  if (found?.probe.isConnected) return found;
  const probe = document.createElement('span');
  probe.className = 'theme-probe';
  probe.ariaHidden = 'true';
  // In a shadow root it stands beside the parts; without one, beside the element.
  (root instanceof ShadowRoot ? root : (element.parentNode ?? element)).append(probe);
  const known: Known = { theme: null, probe, listeners: found?.listeners ?? new Set() };
  probe.addEventListener('transitionend', () => {
    known.theme = null;
    for (const listener of known.listeners) listener();
  });
  roots.set(root, known);
  return known;
}

function read(probe: HTMLElement): Theme {
  // A custom property gives back what was written; only a real property gives back the colour that holds now.
  const ground = document.createElement('span');
  probe.append(ground);
  const style = getComputedStyle(ground);
  const theme: Record<string, string> = { font: style.fontFamily };
  for (const name of NAMES) {
    ground.style.color = `var(--${name})`;
    theme[name] = style.color;
  }
  ground.remove();
  return theme as unknown as Theme;
}
