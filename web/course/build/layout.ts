// A page of texts: the site's head, the contents beside the text, the text. Readable without script.
import { en } from '../../messages/en.ts';
import { zh } from '../../messages/zh.ts';
import { escapeHtml } from '../../embed/single-file.ts';
import { COURSE_LANGUAGES, type CourseLanguage, courseWords } from '../words/words.ts';

const MESSAGES = { en, zh } as const;

export interface Page {
  /** Its address within the site. */
  path: string;
  language: CourseLanguage;
  title: string;
  /** One sentence, for search engines. */
  lead: string;
  /** Which of the site's ways it belongs to. */
  place: 'learn' | 'docs';
  /** The same in other languages: their addresses within the site. */
  elsewhere: Partial<Record<CourseLanguage, string>>;
  /** HTML. */
  main: string;
  /** HTML: the contents of the page and its neighbours. */
  beside: string;
}

/** Each language under its own name. */
const nameOf = (language: string) => new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;

/** From a page to the site's front. */
export const rootOf = (path: string) => '../'.repeat(path.split('/').length - 1) || './';

export function link(href: string, title: string, more = ''): string {
  return `<a href="${escapeHtml(href)}"${more}>${escapeHtml(title)}</a>`;
}

function headOf({ path, language, place, elsewhere }: Page): string {
  const { site } = MESSAGES[language];
  const words = courseWords(language);
  const root = rootOf(path);
  const current = (name: Page['place']) => (name === place ? ' aria-current="true"' : '');
  const others = COURSE_LANGUAGES.flatMap((code) => {
    const to = elsewhere[code];
    return to && code !== language ? [link(`${root}${to}`, nameOf(code), ` lang="${code}" hreflang="${code}" data-language="${code}"`)] : [];
  });
  return [
    `<a class="skip" href="#main">${escapeHtml(words.skip)}</a>`,
    `<p class="title"><a href="${root}">${escapeHtml(site.title)}</a></p>`,
    `<nav aria-label="${escapeHtml(words.site)}">`,
    link(root, site.nav.play),
    link(`${root}course/${language}/index.html`, site.nav.learn, current('learn')),
    link(`${root}compose.html`, site.nav.embed),
    link(`${root}docs/index.html`, site.nav.docs, current('docs')),
    '</nav>',
    others.length ? `<nav class="languages" aria-label="${escapeHtml(words.otherLanguage)}">${others.join('')}</nav>` : '',
    '<div id="tools"></div>',
  ].join('');
}

/** `template`: course.html as Vite built it, whose addresses begin with ./ where the site's front is. */
export function fillTemplate(template: string, page: Page): string {
  const root = rootOf(page.path);
  const { title: site } = MESSAGES[page.language].site;
  const places: Record<string, string> = { head: headOf(page), beside: page.beside, main: page.main };
  return template
    .replaceAll(/(src|href)="\.\//g, `$1="${root}`)
    .replace('<html lang="en">', `<html lang="${page.language}" data-root="${root}">`)
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escapeHtml(page.title)} · ${escapeHtml(site)}</title>`)
    .replace(/(<meta name="description" content=")[^"]*/, (_, begin: string) => `${begin}${escapeHtml(page.lead)}`)
    .replace('</head>', () => `${Object.entries(page.elsewhere).map(([code, to]) => `<link rel="alternate" hreflang="${code}" href="${root}${to}" />`).join('')}</head>`)
    .replaceAll(/<!--course:(\w+)-->/g, (_, name: string) => places[name] ?? '');
}
