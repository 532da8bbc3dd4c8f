// The tools of the head: search and theme; and the links to other languages, which are remembered.
import { html, render } from 'lit';
import { THEMES, type ThemeName } from '../../element/api/attributes.ts';
import { chooseLanguage, chooseTheme, chosenTheme } from '../../site/choices.ts';
import type { About } from './about.ts';
import { Search } from './search.ts';

export function fitTools({ root, words, messages }: About): void {
  const { site } = messages.text;
  const search = new Search(root, document.documentElement.lang, words);
  const tools = document.querySelector<HTMLElement>('#tools')!;
  render(
    html`
      ${search.field()}
      <label>
        <span>${site.theme}</span>
        <select @change=${(event: Event) => chooseTheme((event.target as HTMLSelectElement).value as ThemeName)}>
          ${THEMES.map((name) => html`<option value=${name} .selected=${name === chosenTheme()}>${site.themes[name]}</option>`)}
        </select>
      </label>
    `,
    tools,
  );
  for (const link of document.querySelectorAll<HTMLElement>('[data-language]')) link.addEventListener('click', () => chooseLanguage(link.dataset.language!));
}
