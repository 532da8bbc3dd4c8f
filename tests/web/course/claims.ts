// The claims of all chapters, each a test.
import { expect, test } from 'vitest';
import type { Claim } from '../../../web/course/build/draft.ts';
import { readCourse } from '../../../web/course/build/course.ts';
import { formatGoal, holds } from '../../../web/element/goal.ts';
import { measureNatively } from './measured.ts';

/** In English: claims and exercises are alike in all languages (unit/course.test.ts). */
export const chapters = readCourse().en;

/** A test for each claim that has seeds to be tried. */
export function expectClaims(which: string, tried: (claim: Claim) => number[]): void {
  const all = chapters.flatMap(({ name, claims }) => claims.map((claim) => ({ claim, name, words: claim.words, seeds: tried(claim) })));
  test.each(all.filter(({ seeds }) => seeds.length > 0))(`$name, ${which}: $words`, { timeout: 90_000 }, ({ claim: { run, goal, after }, seeds }) => {
    const measured = seeds.map((seed) => measureNatively(`${run}&seed=${seed}`, goal.at!, goal, after));
    expect(measured.filter((value) => !holds(goal, value)), `seeds ${seeds}: ${measured}, ${formatGoal(goal)}`).toEqual([]);
  });
}
