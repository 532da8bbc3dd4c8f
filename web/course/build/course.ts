// All chapters in all languages, and what must be alike in them.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CHAPTERS } from '../chapters.ts';
import { COURSE_LANGUAGES, type CourseLanguage } from '../words/words.ts';
import { type Chapter, readChapter } from './chapter.ts';
import { Fault } from './fault.ts';

export const courseFolder = fileURLToPath(new URL('../', import.meta.url));

export type Course = Record<CourseLanguage, Chapter[]>;

/** `folder`: with a folder for each language. Throws a Fault where a text is wrong, or not listed in chapters.ts. */
export function readCourse(folder = courseFolder): Course {
  const read = (language: CourseLanguage): Chapter[] => {
    const listed = CHAPTERS.map((name) => `${name}.md`) as string[];
    const stray = readdirSync(`${folder}${language}`).find((file) => file.endsWith('.md') && !listed.includes(file));
    if (stray) throw new Fault(`${language}/${stray}`, undefined, 'This chapter is not in web/course/chapters.ts.');
    return CHAPTERS.map((name) => readChapter(readFileSync(`${folder}${language}/${name}.md`, 'utf8'), language, name));
  };
  return Object.fromEntries(COURSE_LANGUAGES.map((language) => [language, read(language)])) as Course;
}

/** What differs between two languages' versions of a chapter that must not: elements, claims, exercises and their numbers. */
export function differences(one: Chapter, other: Chapter): string[] {
  const parts = ({ elements, claims, exercises, sources, html }: Chapter) => ({
    elements,
    claims: claims.map(({ line: _line, words: _words, ...claim }) => claim),
    exercises,
    sources: [{ id: 'sources', sources }],
    // Those that stand by themselves: within a sentence another language may need one more.
    formulas: [{ id: 'formulas', count: (html.match(/<math[^>]* display="block"/g) ?? []).length }],
  });
  const [a, b] = [parts(one), parts(other)];
  return (Object.keys(a) as Array<keyof typeof a>).flatMap((kind) => {
    const ids = new Set([...a[kind], ...b[kind]].map(({ id }) => id));
    return [...ids].flatMap((id) => {
      const [left, right] = [a[kind], b[kind]].map((list) => JSON.stringify((list as Array<{ id: string }>).find((part) => part.id === id)));
      return left === right ? [] : [`${kind}: ${id} is ${left ?? 'absent'} in ${one.file} and ${right ?? 'absent'} in ${other.file}`];
    });
  });
}
