import { THEMES, type ThemeChoice, themeChanged } from '../element/theme.ts';

const KEY = 'meta-rl-playground-theme';

/** Storage may be forbidden, as in a sandboxed frame: then the choice lasts as long as the page. */
export function savedTheme(): ThemeChoice {
  try {
    const saved = localStorage.getItem(KEY);
    return THEMES.find((name) => name === saved) ?? 'auto';
  } catch {
    return 'auto';
  }
}

export function saveTheme(choice: ThemeChoice): void {
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // Nothing to be done: see savedTheme.
  }
}

export function applyTheme(choice: ThemeChoice): void {
  document.documentElement.dataset.theme = choice;
  themeChanged();
}
