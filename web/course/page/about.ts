import type { Words } from '../../messages/index.ts';
import type { CourseWords } from '../words/words.ts';

/** What every part of a page of texts is told. */
export interface About {
  /** From the page to the site's front, with a slash at its end. */
  root: string;
  words: CourseWords;
  messages: Words;
}
