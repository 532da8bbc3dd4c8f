// The index that the search of the site reads, made when the site is built.
import MiniSearch from 'minisearch';
import { type Entry, OPTIONS } from '../page/search-terms.ts';
import type { CourseLanguage } from '../words/words.ts';
import type { Course } from './course.ts';
import type { Doc } from './docs.ts';
import type { Section } from './outline.ts';

const entries = (path: string, page: string, sections: readonly Section[]): Entry[] =>
  sections.map(({ id, title, text }) => ({ id: id ? `${path}#${id}` : path, page, title, text }));

/** What a reader of a language can find: the course in that language, and the documentation. */
export function searchIndex(language: CourseLanguage, course: Course, docs: readonly Doc[]): string {
  const index = new MiniSearch<Entry>(OPTIONS);
  index.addAll([
    ...course[language].flatMap(({ name, title, sections }) => entries(`course/${language}/${name}.html`, title, sections)),
    ...docs.flatMap(({ path, title, sections }) => entries(`docs/${path}`, title, sections)),
  ]);
  return JSON.stringify(index);
}
