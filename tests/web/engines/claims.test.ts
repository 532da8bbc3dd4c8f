// Every sentence of the course that a number settles: its run is computed by the native program for the first of its seeds and compared;
// for the others, and where it takes long, in page/long/claims.test.ts. Exercises: their answers reach the goal, and doing nothing does not.
import { expect, test } from 'vitest';
import { holds } from '../../../web/element/goal.ts';
import { chapters, expectClaims } from '../course/claims.ts';
import { measureNatively } from '../course/measured.ts';

expectClaims('the first seed', ({ slow, seeds }) => (slow ? [] : seeds.slice(0, 1)));

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
