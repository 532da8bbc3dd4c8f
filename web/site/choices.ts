// What a visitor chose for the whole site: the theme and the language. Both are kept in the browser where storage is allowed; in a
// sandboxed frame they last as long as the page.
import { THEMES, type ThemeName } from '../element/api/attributes.ts';
import { languageFor } from '../messages/index.ts';

const THEME = 'meta-rl-playground-theme';
const LANGUAGE = 'meta-rl-playground-language';

function kept(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function keep(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Nothing to be done: see above.
  }
}

export function chosenTheme(): ThemeName {
  const saved = kept(THEME);
  return THEMES.find((name) => name === saved) ?? 'auto';
}

export function chooseTheme(theme: ThemeName): void {
  keep(THEME, theme);
  applyTheme(theme);
}

/** Elements inherit the page's colour scheme. */
export function applyTheme(theme: ThemeName): void {
  document.documentElement.dataset.theme = theme;
}

/** The one chosen before, else the browser's. */
export function chosenLanguage(): string {
  return languageFor(...[kept(LANGUAGE) ?? []].flat(), ...navigator.languages);
}

export function chooseLanguage(language: string): void {
  keep(LANGUAGE, language);
}
