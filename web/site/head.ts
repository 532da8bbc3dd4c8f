// The head of the site's pages: title, the ways through the site, language and theme.
import { html, nothing, render } from 'lit';
import { THEMES, type ThemeName } from '../element/api/attributes.ts';
import { LANGUAGES, type Words } from '../messages/index.ts';
import type { Link } from './page.ts';

export interface Head {
  words: Words;
  theme: ThemeName;
  title: string;
  tagline: string;
  links: readonly Link[];
  offer?: { title: string; take(button: HTMLElement): void };
  /** Leads past the head. */
  skip(): void;
  chooseTheme(theme: ThemeName): void;
  chooseLanguage(language: string): void;
}

/** Each language under its own name. */
function nameOf(language: string): string {
  return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
}

export function drawHead(into: HTMLElement, { words, theme, title, tagline, links, offer, skip, chooseTheme, chooseLanguage }: Head): void {
  const { site } = words.text;
  const chosen = (event: Event) => (event.target as HTMLSelectElement).value;
  // What was written for readers without script gives way.
  if (!('_$litPart$' in into)) into.replaceChildren();
  render(
    html`
      <button type="button" class="skip" @click=${skip}>${site.skip}</button>
      <div class="title">
        <h1>${title}</h1>
        <p>${tagline}</p>
      </div>
      <nav aria-label=${site.nav.label}>${links.map(({ to, title: text, current }) => html`<a href=${to} aria-current=${current ? 'page' : nothing}>${text}</a>`)}</nav>
      ${offer ? html`<button type="button" class="offer" @click=${(event: Event) => offer.take(event.currentTarget as HTMLElement)}>${offer.title}</button>` : ''}
      ${LANGUAGES.length > 1
        ? html`
            <label>
              <span>${site.language}</span>
              <select @change=${(event: Event) => chooseLanguage(chosen(event))}>
                ${LANGUAGES.map((code) => html`<option value=${code} lang=${code} .selected=${code === words.language}>${nameOf(code)}</option>`)}
              </select>
            </label>
          `
        : ''}
      <label>
        <span>${site.theme}</span>
        <select @change=${(event: Event) => chooseTheme(chosen(event) as ThemeName)}>
          ${THEMES.map((name) => html`<option value=${name} .selected=${name === theme}>${site.themes[name]}</option>`)}
        </select>
      </label>
    `,
    into,
  );
}
