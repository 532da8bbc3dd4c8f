// How texts and questions are cut into words: the same when the index is built and when it is asked.
import type { Options } from 'minisearch';

/** A heading with what stands beneath it. */
export interface Entry {
  /** Its address within the site. */
  id: string;
  /** The title of its page. */
  page: string;
  title: string;
  text: string;
}

/** Chinese has no spaces between words. */
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
const chinese = /\p{Script=Han}/u;

export function termsOf(text: string): string[] {
  return text
    .toLowerCase()
    .normalize('NFKC')
    .split(/[^\p{L}\p{N}²′]+/u)
    .filter(Boolean)
    .flatMap((word) => (chinese.test(word) ? [...segmenter.segment(word)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment) : [word]));
}

export const OPTIONS: Options<Entry> = {
  fields: ['title', 'text'],
  storeFields: ['page', 'title'],
  tokenize: termsOf,
  processTerm: (term) => term,
  searchOptions: { boost: { title: 3 }, prefix: true, combineWith: 'AND', fuzzy: (term) => (term.length > 4 ? 0.2 : false) },
};
