import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../web/messages/index.ts';
import { loadComparisonWords } from '../../../web/messages/comparison/comparison.ts';
import type { Description, Evaluation, Resolved } from '../../../web/engine/protocol.ts';
import { Course, sameTasks, scoresOf } from '../../../web/run/comparison/course.ts';
import { differenceOverSeeds, middleOf, pairedDifference, student } from '../../../web/run/comparison/differences.ts';
import { differencesOf, differingLine, seededLine } from '../../../web/run/comparison/differing.ts';
import { gateAfter, roundDown } from '../../../web/run/comparison/gates.ts';
import { Ends } from '../../../web/run/ends.ts';
import { bands } from '../../../web/views/bands.ts';
import { logTicks, logarithmic } from '../../../web/views/scale.ts';
import { draw } from '../fake/canvas.ts';
import createEngine from '../fake/engine.mjs';

const description = JSON.parse((await createEngine()).describe()) as Description;

describe('intervals', () => {
  test('Student’s quantiles are the printed ones, in the table and beyond it', () => {
    expect(student(1)).toBeCloseTo(12.706, 3);
    expect(student(2)).toBeCloseTo(4.303, 3);
    expect(student(30)).toBeCloseTo(2.042, 3);
    expect(student(40)).toBeCloseTo(2.0211, 4);
    expect(student(120)).toBeCloseTo(1.9799, 4);
    expect(student(1e6)).toBeCloseTo(1.96, 3);
  });

  test('of a mean is by Student, over pairs', () => {
    // Differences 1, 2, 3, 4: mean 2.5, standard error .6455, t = 3.182.
    const { middle, low, high, count, left } = pairedDifference([11, 22, 33, 44], [10, 20, 30, 40], 'mean');
    expect([middle, count, left]).toEqual([2.5, 4, 0]);
    expect(low).toBeCloseTo(2.5 - 3.18245 * 0.645497, 5);
    expect(high).toBeCloseTo(2.5 + 3.18245 * 0.645497, 5);
  });

  test('what makes a task hard for both runs cancels out', () => {
    const hard = [0, 100, 1000, -500, 20];
    const { low, high } = pairedDifference(hard.map((value, i) => value + 1 + i / 100), hard, 'mean');
    expect(low).toBeGreaterThan(0.9);
    expect(high).toBeLessThan(1.1);
  });

  test('of a median lies between ordered differences, as the sign test has it', () => {
    const zeros = (count: number) => new Array<number>(count).fill(0);
    // Of ten the second and the ninth: coverage 97.9 %; the third and the eighth would have 89.1 %.
    expect(pairedDifference([5, 1, 9, 3, 7, 2, 10, 4, 8, 6], zeros(10), 'median')).toMatchObject({ middle: 5.5, low: 2, high: 9 });
    // Of forty the fourteenth and the twenty-seventh (printed tables of the sign test).
    const forty = Array.from({ length: 40 }, (_, i) => i + 1);
    expect(pairedDifference(forty, zeros(40), 'median')).toMatchObject({ middle: 20.5, low: 14, high: 27 });
    // Of six the first and the last; of five nothing can be said.
    expect(pairedDifference([1, 2, 3, 4, 5, 6], zeros(6), 'median')).toMatchObject({ low: 1, high: 6 });
    expect(pairedDifference([1, 2, 3, 4, 5], zeros(5), 'median')).toMatchObject({ middle: 3, low: Number.NaN, high: Number.NaN });
  });

  test('leave out pairs without a number, and say so', () => {
    expect(pairedDifference([1, Number.NaN, 3, 5], [0, 0, Number.POSITIVE_INFINITY, 4], 'mean')).toMatchObject({ middle: 1, count: 2, left: 2 });
    expect(middleOf([Number.NaN], 'mean')).toBeNaN();
    expect(middleOf([3, 1, Number.NaN, 2], 'median')).toBe(2);
  });

  test('over seeds count seeds, not tasks', () => {
    const seed = (shift: number) => ({ first: [1 + shift, 2 + shift, 3 + shift], second: [1, 2, 3] });
    const { middle, low, high, count } = differenceOverSeeds([seed(1), seed(2), seed(3)], 'mean');
    expect([middle, count]).toEqual([2, 3]);
    expect(high - low).toBeCloseTo((2 * 4.30265) / Math.sqrt(3), 4);
    expect(differenceOverSeeds([seed(1)], 'mean').count).toBe(3);
  });
});

describe('gates', () => {
  test('are round, and as far apart as the slowest run needs', () => {
    expect([0.3, 1, 1.9, 2, 4.9, 5, 9, 10, 34, 700].map(roundDown)).toEqual([1, 1, 1, 2, 2, 5, 5, 10, 20, 500]);
    expect(gateAfter(0, Number.NaN)).toBe(1);
    expect(gateAfter(0, 3000)).toBe(1);
    expect(gateAfter(7, 7)).toBe(100);
    expect(gateAfter(100, 7)).toBe(200);
    // A long curve needs no more points for being long.
    expect(gateAfter(6000, 5000)).toBe(6100);
  });

  test('hold a run only as long as nothing else ends it, and none that has passed them', () => {
    const ends = new Ends();
    ends.gate = 10;
    expect([ends.next(3), ends.next(10), ends.next(12)]).toEqual([10, null, null]);
    expect([ends.waitsAt(10), ends.waitsAt(9), ends.waitsAt(11)]).toEqual([true, false, false]);
    ends.stop = 5;
    expect(ends.next(3)).toBe(5);
    ends.stop = 10;
    expect(ends.waitsAt(10)).toBe(false);
  });
});

describe('a difference', () => {
  const resolved = { short: 'learner=maml&tasks=point-navigation&order=1&outer_lr=0.01&outer_lr=0.1@20&inner_lr=0.2@30', values: { learner: 'maml', tasks: 'point-navigation', seed: '5', outer_lr: '0.01', inner_lr: '0.1', order: '1' } } as unknown as Resolved;

  test('of a knob keeps all else, with what was changed on the way, and drops its own changes', () => {
    expect(differingLine(resolved, description, { key: 'outer_lr', value: '0.5' })).toBe('learner=maml&tasks=point-navigation&order=1&inner_lr=0.2@30&outer_lr=0.5');
  });

  test('of the learner keeps what both have', () => {
    const line = (value: string) => differingLine(resolved, description, { key: 'learner', value });
    expect(line('reptile')).toBe('tasks=point-navigation&order=1&outer_lr=0.01&outer_lr=0.1@20&inner_lr=0.2@30&learner=reptile');
    expect(line('rl2')).toBe('tasks=point-navigation&learner=rl2');
  });

  test('is told with all that comes with it, but the seed', () => {
    const other = { values: { learner: 'rl2', tasks: 'point-navigation', seed: '6', outer_lr: '0.01', memory: '32' } } as unknown as Resolved;
    expect(differencesOf(resolved, other)).toEqual([
      { key: 'learner', first: 'maml', other: 'rl2' },
      { key: 'inner_lr', first: '0.1', other: null },
      { key: 'order', first: '1', other: null },
      { key: 'memory', first: null, other: '32' },
    ]);
  });

  test('of the seed goes round at 64 bits, and the first seed is the run’s own', () => {
    expect(seededLine('learner=maml&seed=7', '7', 0)).toBe('learner=maml&seed=7');
    expect(seededLine('seed=7&learner=maml', '7', 2)).toBe('learner=maml&seed=9');
    expect(seededLine('learner=maml', '18446744073709551615', 1)).toBe('learner=maml&seed=0');
  });
});

describe('a course', () => {
  const evaluation = (iteration: number, values: number[], tasks = [1, 2]): Evaluation => ({
    run: 'run', iteration, group: 1, trace: { tasks: { shape: [2, 1], data: Float32Array.from(tasks) }, values: { shape: [2, values.length / 2], data: Float32Array.from(values) } },
  });
  const progress = (computed: number, iteration: number) => ({ computed, status: { iteration } as never });

  test('has its points in their order, each once, with the computing that they took', () => {
    const course = new Course();
    course.hear(progress(100, 10));
    course.add(evaluation(10, [1, 2, 3, 4]));
    course.add(evaluation(0, [5, 6, 7, 8]));
    course.add(evaluation(10, [9, 9, 9, 9]));
    // Another worker counts from nothing.
    course.hear(progress(50, 20));
    course.add(evaluation(15, [1, 2, 3, 4]));
    expect(course.points.map(({ iteration, milliseconds }) => [iteration, milliseconds])).toEqual([[0, 0], [10, 100], [15, 112.5]]);
    expect(course.at(10)!.values.data[0]).toBe(1);
    course.cut(12);
    expect(course.points.map(({ iteration }) => iteration)).toEqual([0, 10]);
  });

  test('is scored after as many steps as training takes, or at the end of a trial, or by its total', () => {
    const course = new Course();
    course.add(evaluation(1, [1, 2, 3, 10, 20, 30]));
    const [point] = course.points;
    const of = (values: Record<string, string>, trials: boolean) => ({ values, adaptation: { trials } }) as unknown as Resolved;
    expect(scoresOf(point!, of({ inner_steps: '1' }, false), 'after')).toEqual([2, 20]);
    expect(scoresOf(point!, of({ inner_steps: '9' }, false), 'after')).toEqual([3, 30]);
    expect(scoresOf(point!, of({}, false), 'after')).toEqual([3, 30]);
    expect(scoresOf(point!, of({ inner_steps: '1' }, true), 'after')).toEqual([3, 30]);
    expect(scoresOf(point!, of({}, true), 'total')).toEqual([6, 60]);
  });

  test('is compared task by task only where the tasks are the same', () => {
    const [a, b, c] = [evaluation(1, [1, 2]), evaluation(2, [3, 4]), evaluation(1, [1, 2], [1, 3])].map((one) => {
      const course = new Course();
      course.add(one);
      return course.points[0]!;
    });
    expect(sameTasks(a!, b!)).toBe(true);
    expect(sameTasks(a!, c!)).toBe(false);
  });
});

describe('the picture', () => {
  test('a logarithmic scale has equal factors equally far apart, and what is not positive has no place', () => {
    const scale = logarithmic(0.1, 1000, 0, 400);
    expect([scale(1), scale(10), scale(100)].map(Math.round)).toEqual([100, 200, 300]);
    expect(scale.invert(200)).toBeCloseTo(10, 6);
    expect(scale(0)).toBeNaN();
  });

  test('its ticks are powers of ten, or 1, 2 and 5 times them, never too many', () => {
    expect(logTicks(0.5, 60, 8)).toEqual([0.5, 1, 2, 5, 10, 20, 50]);
    expect(logTicks(0.03, 2e6, 8)).toEqual([0.1, 1, 10, 100, 1000, 1e4, 1e5, 1e6]);
    expect(logTicks(1e-9, 1e9, 6).length).toBeLessThanOrEqual(7);
    expect(logTicks(2, 6, 5)).toEqual([2, 3, 4, 5, 6]);
  });

  test('lines without labels have none, and a scale of positive numbers loses no point', () => {
    const series = (label: string, unlabelled: boolean) => ({ label, colour: '#000000', x: [0, 1, 2], middle: [100, 10, 1], lower: [], upper: [], unlabelled, broken: true });
    const drawn = draw(bands({ series: [series('shown', false), series('hidden', true)], xLabel: 'x', yLabel: 'y', logY: true, floor: 0 }), { width: 400, height: 300 }, String);
    const texts = drawn.written.map(({ text }) => text);
    expect(texts).toContain('shown');
    expect(texts).not.toContain('hidden');
    expect(texts).toContain('10');
    expect(drawn.lost).toBe(0);
  });
});

describe.each(LANGUAGES)('the words of %s', (language) => {
  test('are whole sentences, with all that they speak of', async () => {
    const say = (await loadComparisonWords(language))!;
    const amount = (value: number) => ({ value, toString: () => String(value) });
    const told = { iteration: amount(40), name: 'X', compared: 'return', summary: 'mean', size: '3.1', half: '0.4', low: '2.7', high: '3.5', above: true, apart: true, better: true, count: amount(37), over: 'tasks' } as const;
    for (const part of ['40', 'X', '3.1 ± 0.4', '95 %', '37']) expect(say.difference(told)).toContain(part);
    expect(say.difference({ ...told, half: null })).toContain('2.7');
    expect(new Set([say.difference(told), say.difference({ ...told, apart: false }), say.difference({ ...told, better: false }), say.difference({ ...told, above: false }), say.difference({ ...told, over: 'seeds' })]).size).toBe(5);
    for (const sentence of [say.difference(told), say.lead, say.empty, say.note.seed, say.note.broken, say.waiting, say.course(amount(3), 'x'), say.equal(amount(3), 'X'), say.otherTasks('X')]) expect(sentence).toMatch(/[.。]$/);
  });
});
