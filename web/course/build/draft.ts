// What a chapter's text holds besides its words: gathered while its directives become HTML, checked by the tests.
import type { Goal } from '../../element/goal.ts';
import type { CourseWords } from '../words/words.ts';

/** An element of the page: its attributes as they are written. */
export interface Element {
  id: string;
  kind: 'figure' | 'predict' | 'exercise' | 'papers';
  attributes: Record<string, string>;
}

/** A sentence that a run settles. */
export interface Claim {
  id: string;
  run: string;
  goal: Goal;
  /** The claim holds for each of them. */
  seeds: number[];
  /** Judged after so many inner steps; null for as many as training takes. */
  after: number | null;
  /** Takes seconds: not for `npm test`. */
  slow: boolean;
  line: number;
  words: string;
}

export interface Exercise {
  id: string;
  run: string;
  goal: Goal;
  /** The line of the worked answer. */
  answer: string;
}

export interface Draft {
  file: string;
  /** The chapter's name, for receipts. */
  name: string;
  words: CourseWords;
  elements: Element[];
  claims: Claim[];
  exercises: Exercise[];
  /** Lists of sources, with as many works as each has. */
  sources: number;
}

export const emptyDraft = (file: string, name: string, words: CourseWords): Draft => ({ file, name, words, elements: [], claims: [], exercises: [], sources: 0 });
