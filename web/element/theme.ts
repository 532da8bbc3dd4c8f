import type { Theme } from '../views/frame.ts';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEMES)[number];

const names = [
  'ink', 'muted', 'line', 'paper', 'tint', 'pre', 'post', 'truth', 'scratch', 'pretrained', 'task', 'probe', 'zero', 'one',
  'class1', 'class2', 'class3', 'class4', 'class5', 'class6',
] as const;
const dark = matchMedia('(prefers-color-scheme: dark)');
const changes = new EventTarget();
let cached: Theme | null = null;

dark.addEventListener('change', themeChanged);

/** Colours are written once, in the style sheet; views get them from here as plain text. */
export function currentTheme(element: Element): Theme {
  if (cached) return cached;
  // A custom property gives back what was written; only a real property gives back the colour that holds now.
  const probe = document.createElement('span');
  element.append(probe);
  const theme: Record<string, string> = { font: getComputedStyle(element).fontFamily };
  for (const name of names) {
    probe.style.color = `var(--${name})`;
    theme[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  cached = theme as unknown as Theme;
  return cached;
}

export function themeChanged(): void {
  cached = null;
  changes.dispatchEvent(new Event('change'));
}

export function onThemeChange(listener: () => void): () => void {
  changes.addEventListener('change', listener);
  return () => changes.removeEventListener('change', listener);
}
