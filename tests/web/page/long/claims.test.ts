// What the course claims, for all seeds that it names but the first, and the claims that take long. Exercises: their answers reach the goal,
// and doing nothing does not.
import { expect, test } from 'vitest';
import { holds } from '../../../../web/element/goal.ts';
import { chapters, expectClaims } from '../../course/claims.ts';
import { measureNatively } from '../../course/measured.ts';

expectClaims('all seeds', ({ slow, seeds }) => (slow ? seeds : seeds.slice(1)));

test.each(chapters.flatMap(({ name, exercises }) => exercises.map((exercise) => ({ ...exercise, name }))))(
  '$name: the exercise $id is solved by its answer, and not by doing nothing',
  ({ run, goal, answer }) => {
    const end = (goal.within ?? goal.at)!;
    const reached = (line: string, iteration: number) => holds(goal, measureNatively(line, iteration, goal));
    expect(reached(answer, end)).toBe(true);
    // A goal with a limit is looked at on the way, too.
    expect((goal.at === null ? [Math.ceil(end / 2), end] : [end]).filter((iteration) => reached(run, iteration))).toEqual([]);
  },
);
