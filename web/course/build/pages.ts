// Every page of texts that the site has, from the course and from the docs.
import { escapeHtml } from '../../embed/single-file.ts';
import { COURSE_LANGUAGES, type CourseLanguage, courseWords } from '../words/words.ts';
import type { Chapter } from './chapter.ts';
import { type Course, readCourse } from './course.ts';
import { commandOf } from './directives/claim.ts';
import { type Doc, readDocs } from './docs.ts';
import { type Page, fillTemplate, link } from './layout.ts';
import type { Section } from './outline.ts';
import { searchIndex } from './search-index.ts';

const chapterPath = (language: CourseLanguage, name: string) => `course/${language}/${name}.html`;
const everywhere = (path: (language: CourseLanguage) => string) => Object.fromEntries(COURSE_LANGUAGES.map((code) => [code, path(code)]));

function contentsOf(sections: readonly Section[], language: CourseLanguage): string {
  const words = courseWords(language);
  const items = sections.filter(({ depth }) => depth === 2).map(({ id, title }) => `<li>${link(`#${id}`, title)}</li>`);
  return items.length ? `<nav class="contents" aria-label="${escapeHtml(words.onThisPage)}"><p>${escapeHtml(words.onThisPage)}</p><ol>${items.join('')}</ol></nav>` : '';
}

/** How each claim of a chapter is repeated. */
function checksOf({ claims, language }: Chapter): string {
  if (!claims.length) return '';
  const { claims: words } = courseWords(language);
  const items = claims.map(({ id, run, goal, seeds, words: sentence }) => {
    const list = words.list(seeds.map(String));
    const said = seeds.length === 1 ? words.seed(list) : words.seeds(list);
    return `<li id="check-${escapeHtml(id)}"><a href="#${escapeHtml(id)}">${escapeHtml(sentence)}</a> <code>${escapeHtml(commandOf(`${run}&seed=${seeds[0]}`, goal.at ?? 0))}</code> ${escapeHtml(said)}</li>`;
  });
  return `<details class="checks"><summary>${escapeHtml(words.title)}</summary><p>${escapeHtml(words.lead)}</p><ol>${items.join('')}</ol></details>`;
}

function chapterPage(chapters: readonly Chapter[], i: number): Page {
  const chapter = chapters[i]!;
  const { language, name, title, lead, html, minutes, sections } = chapter;
  const words = courseWords(language);
  const [before, after] = [chapters[i - 1], chapters[i + 1]];
  const neighbours = [
    before ? link(`${before.name}.html`, words.previous(before.title), ' rel="prev"') : '',
    link('index.html', words.contents),
    after ? link(`${after.name}.html`, words.next(after.title), ' rel="next"') : '',
  ].filter(Boolean);
  return {
    path: chapterPath(language, name),
    language,
    title,
    lead,
    place: 'learn',
    elsewhere: everywhere((code) => chapterPath(code, name)),
    beside: contentsOf(sections, language),
    main: `<article class="chapter" data-chapter="${name}"><p class="kicker">${escapeHtml(words.chapter(i + 1))} · ${escapeHtml(words.minutes(minutes))}</p>${html}${checksOf(chapter)}<nav class="neighbours" aria-label="${escapeHtml(words.contents)}">${neighbours.join('')}</nav></article>`,
  };
}

function contentsPage(chapters: readonly Chapter[], language: CourseLanguage): Page {
  const words = courseWords(language);
  const items = chapters.map(({ name, title, lead, minutes, exercises }) => {
    const ids = exercises.map(({ id }) => `${name}/${id}`).join(' ');
    return `<li data-exercises="${escapeHtml(ids)}">${link(`${name}.html`, title)} <span class="minutes">${escapeHtml(words.minutes(minutes))}</span><p>${escapeHtml(lead)}</p></li>`;
  });
  return {
    path: `course/${language}/index.html`,
    language,
    title: words.course,
    lead: words.lead,
    place: 'learn',
    elsewhere: everywhere((code) => `course/${code}/index.html`),
    beside: '',
    main: `<article class="list"><h1>${escapeHtml(words.course)}</h1><p class="lead">${escapeHtml(words.lead)}</p><ol class="chapters">${items.join('')}</ol><p>${escapeHtml(words.teachersToo)}</p><div id="progress"></div></article>`,
  };
}

function docPage({ path, title, html, sections }: Doc): Page {
  return { path: `docs/${path}`, language: 'en', title, lead: title, place: 'docs', elsewhere: {}, beside: contentsOf(sections, 'en'), main: `<article class="doc">${html}</article>` };
}

/** The docs' own front: there is no file for it. */
function docsPage(docs: readonly Doc[]): Page {
  const words = courseWords('en');
  const lists = new Map<string, Doc[]>();
  for (const doc of docs) {
    const folder = doc.path.includes('/') ? doc.path.slice(0, doc.path.indexOf('/')) : '';
    lists.set(folder, [...(lists.get(folder) ?? []), doc]);
  }
  const list = (of: readonly Doc[]) => `<ul>${of.map(({ path, title }) => `<li>${link(path, title)}</li>`).join('')}</ul>`;
  const titled = [...lists].map(([folder, of]) => {
    const front = of.find(({ path }) => path === `${folder}/index.html`);
    const rest = of.filter((doc) => doc !== front);
    if (!folder) return list(rest);
    return `<h2>${front ? link(front.path, front.title) : escapeHtml(folder[0]!.toUpperCase() + folder.slice(1))}</h2>${list(rest)}`;
  });
  return { path: 'docs/index.html', language: 'en', title: words.docs, lead: words.docsLead, place: 'docs', elsewhere: {}, beside: '', main: `<article class="doc"><h1>${words.docs}</h1><p class="lead">${escapeHtml(words.docsLead)}</p>${titled.join('')}</article>` };
}

export function sitePages(course: Course, docs: readonly Doc[]): Page[] {
  return [
    ...COURSE_LANGUAGES.flatMap((language) => [contentsPage(course[language], language), ...course[language].map((_, i) => chapterPage(course[language], i))]),
    docsPage(docs),
    ...docs.map(docPage),
  ];
}

/** Files of the site by their addresses: the pages, and what the search reads. */
export function makeFiles(template: string, course = readCourse(), docs: readonly Doc[] = readDocs()): Map<string, string> {
  return new Map([
    ...sitePages(course, docs).map((page): [string, string] => [page.path, fillTemplate(template, page)]),
    ...COURSE_LANGUAGES.map((language): [string, string] => [`search-${language}.json`, searchIndex(language, course, docs)]),
  ]);
}
