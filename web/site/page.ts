// What every page of the site has: a head with title, language and theme, and the choices that a visitor made before.
import type { ThemeName } from '../element/api/attributes.ts';
import { type Words, loadWords } from '../messages/index.ts';
import { applyTheme, chooseLanguage, chooseTheme, chosenLanguage, chosenTheme } from './choices.ts';
import { drawHead } from './head.ts';

/** The ways through the site that pages with a run of their own are on. */
export type Place = 'play' | 'embed';

export interface Link {
  to: string;
  title: string;
  /** Whether it leads to where the visitor is. */
  current: boolean;
}

function waysFrom(place: Place, { text, language }: Words): Link[] {
  const { nav } = text.site;
  return [
    { to: './', title: nav.play, current: place === 'play' },
    { to: `./course/${language}/index.html`, title: nav.learn, current: false },
    { to: './compose.html', title: nav.embed, current: place === 'embed' },
    { to: './docs/index.html', title: nav.docs, current: false },
  ];
}

export interface SitePage {
  title(words: Words): string;
  tagline(words: Words): string;
  place: Place;
  /** Something that the head offers beside the links. */
  offer?: { title(words: Words): string; take(button: HTMLElement): void };
  /** The page's own content speaks another language now. */
  speak(words: Words): void;
}

export function sitePage(page: SitePage): void {
  const head = document.querySelector<HTMLElement>('#head')!;
  const main = document.querySelector<HTMLElement>('#main')!;

  const draw = (words: Words, theme: ThemeName): void =>
    drawHead(head, {
      words,
      theme,
      title: page.title(words),
      tagline: page.tagline(words),
      links: waysFrom(page.place, words),
      ...(page.offer ? { offer: { title: page.offer.title(words), take: page.offer.take } } : {}),
      skip: () => main.focus(),
      chooseTheme: (name) => {
        chooseTheme(name);
        draw(words, name);
      },
      chooseLanguage: (code) => {
        chooseLanguage(code);
        void speak(code);
      },
    });

  const speak = async (language: string): Promise<void> => {
    const words = await loadWords(language);
    document.documentElement.lang = words.language;
    document.title = page.title(words);
    page.speak(words);
    draw(words, chosenTheme());
  };

  applyTheme(chosenTheme());
  void speak(chosenLanguage());
}
