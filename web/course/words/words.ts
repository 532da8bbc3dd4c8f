// The words of the course's pages that are no chapter's text. Another language is another file beside en.ts.
import { en } from './en.ts';
import { zh } from './zh.ts';

export type CourseWords = typeof en;

export const COURSE_LANGUAGES = ['en', 'zh'] as const;
export type CourseLanguage = (typeof COURSE_LANGUAGES)[number];

const tables: Record<CourseLanguage, CourseWords> = { en, zh };

export function courseWords(language: string): CourseWords {
  return tables[language as CourseLanguage] ?? en;
}
