import { THEMES, type ThemeName } from '../element/api/attributes.ts';

const KEY = 'meta-rl-playground-theme';

/** Storage may be forbidden, as in a sandboxed frame: then the choice lasts as long as the page. */
export function savedTheme(): ThemeName {
  try {
    const saved = localStorage.getItem(KEY);
    return THEMES.find((name) => name === saved) ?? 'auto';
  } catch {
    return 'auto';
  }
}

export function saveTheme(choice: ThemeName): void {
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // Nothing to be done: see savedTheme.
  }
}

export function applyTheme(choice: ThemeName): void {
  document.documentElement.dataset.theme = choice;
}
