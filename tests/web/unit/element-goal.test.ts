import { describe, expect, test } from 'vitest';
import { type Goal, GoalTracker, formatGoal, parseGoal } from '../../../web/element/goal.ts';
import { type Measuring, measuredHeldOut, measuredInBatch, measuresOf, unmeasured } from '../../../web/element/measured.ts';

const goal = (text: string): Goal => {
  const parsed = parseGoal(text);
  expect(parsed.refused, text).toBeUndefined();
  return parsed.value!;
};
const refused = (text: string) => {
  const { refused } = parseGoal(text);
  return refused && [refused.code, refused.value, refused.args.part ?? ''];
};

describe('the grammar', () => {
  test('says all parts in any order, with any spaces, and is written in one order', () => {
    const one = goal('measure=return-after of=held-out summary=mean op=above value=-12 within=60');
    const other = goal('  within=60\n value=-12.0 op=above of=held-out measure=return-after ');
    expect(one).toEqual({ measure: 'return-after', of: 'held-out', summary: 'mean', op: 'above', value: -12, within: 60, at: null, window: 1 });
    expect(other).toEqual(one);
    expect(formatGoal(other)).toBe('measure=return-after of=held-out summary=mean op=above value=-12 within=60');
  });

  test('is read again from what it writes', () => {
    for (const text of ['measure=gain op=above value=0.5', 'measure=loss-after op=below value=1e-3 at=40 window=10', 'measure=total of=batch summary=median op=above value=.7 within=1']) {
      expect(parseGoal(formatGoal(goal(text))).value).toEqual(goal(text));
    }
  });

  test.each([
    ['', ['goal-missing', '', 'measure']],
    ['measure=loss-after op=below', ['goal-missing', '', 'value']],
    ['measure=loss-after value=1', ['goal-missing', '', 'op']],
    ['loss-after < 1', ['goal-part', 'loss-after', '']],
    ['measure= op=below value=1', ['goal-part', 'measure=', '']],
    ['measure=loss-after op=below value=1 until=60', ['goal-key', 'until', '']],
    ['measure=loss-after op=below op=above value=1', ['goal-twice', 'op', '']],
    ['measure=loss op=below value=1', ['goal-choice', 'loss', 'measure']],
    ['measure=loss-after op=lower value=1', ['goal-choice', 'lower', 'op']],
    ['measure=loss-after op=below value=one', ['goal-number', 'one', 'value']],
    ['measure=loss-after op=below value=0x10', ['goal-number', '0x10', 'value']],
    ['measure=loss-after op=below value=1e999', ['goal-number', '1e999', 'value']],
    ['measure=loss-after op=below value=1 within=0', ['goal-whole', '0', 'within']],
    ['measure=loss-after op=below value=1 at=2.5', ['goal-whole', '2.5', 'at']],
    ['measure=loss-after op=below value=1 within=60 at=60', ['goal-both', '', '']],
    ['measure=loss-after of=held-out op=below value=1 window=3', ['goal-batch-only', 'window', '']],
  ])('refuses "%s"', (text, expected) => {
    expect(refused(text)).toEqual(expected);
  });

  test('does not echo a stranger at any length', () => {
    expect(parseGoal(`measure=${'x'.repeat(10_000)} op=above value=1`).refused!.value.length).toBeLessThanOrEqual(80);
  });
});

describe('what is measured', () => {
  const navigation: Measuring = { value: 'return', trials: false, steps: 1 };
  const sinusoid: Measuring = { value: 'loss', trials: false, steps: 2 };
  const bandit: Measuring = { value: 'return', trials: true, steps: null };
  const statistics: Record<string, number> = { pre_mean: -20, post_mean: -12, pre_median: -19, post_median: -11, trial_mean: 7, trial_median: 6 };
  const batch = (text: string, measuring: Measuring) => measuredInBatch(goal(`${text} op=above value=0`), measuring, (name) => statistics[name]);

  test('in a batch comes from the statistics', () => {
    expect(batch('measure=return-before', navigation)).toBe(-20);
    expect(batch('measure=return-after summary=median', navigation)).toBe(-11);
    expect(batch('measure=gain', navigation)).toBe(8);
    expect(batch('measure=first-episode', bandit)).toBe(-20);
    expect(batch('measure=total summary=median', bandit)).toBe(6);
  });

  test('a gain is positive where adaptation helps, for a loss too', () => {
    statistics.pre_mean = 3;
    statistics.post_mean = 1;
    expect(batch('measure=gain', sinusoid)).toBe(2);
    expect(batch('measure=gain', navigation)).toBe(-2);
  });

  test('what the statistics do not have is not a number', () => {
    expect(measuredInBatch(goal('measure=total op=above value=0'), bandit, () => undefined)).toBeNaN();
  });

  const array = (...data: number[]) => ({ shape: [data.length], data: new Float32Array(data) });
  const held = (text: string, measuring: Measuring, trace: object) => measuredHeldOut(goal(`${text} of=held-out op=above value=0`), measuring, trace);

  test('on held-out tasks is taken after as many steps as training adapts', () => {
    const trace = { mean: array(9, 5, 4, 3), median: array(8, 6, 2, 1) };
    expect(held('measure=loss-before', sinusoid, trace)).toBe(9);
    expect(held('measure=loss-after', sinusoid, trace)).toBe(4);
    expect(held('measure=loss-after summary=median', { ...sinusoid, steps: 7 }, trace)).toBe(1);
    expect(held('measure=gain', sinusoid, trace)).toBe(5);
  });

  test('on held-out trials is the last episode, and the whole trial', () => {
    const trace = { mean: array(0.5, 0.6, 0.75), trial: array(4, 6, 8, 7, 0.5) };
    expect(held('measure=last-episode', { ...bandit, steps: 1 }, trace)).toBe(0.75);
    expect(held('measure=total', bandit, trace)).toBe(7);
    expect(held('measure=total summary=median', bandit, trace)).toBe(6);
    expect(held('measure=total', bandit, {})).toBeNaN();
  });

  test('must be something that the run has', () => {
    expect(measuresOf(sinusoid)).toEqual(['loss-before', 'loss-after', 'gain']);
    expect(unmeasured(goal('measure=loss-after op=below value=1'), navigation)).toMatchObject({ code: 'goal-unmeasured', value: 'loss-after', args: { allowed: measuresOf(navigation) } });
    expect(unmeasured(goal('measure=total op=above value=1'), navigation)?.code).toBe('goal-unmeasured');
    expect(unmeasured(goal('measure=total op=above value=1'), bandit)).toBeNull();
  });
});

describe('progress', () => {
  const follow = (text: string, measurements: Array<[iteration: number, value: number]>) => {
    const tracker = new GoalTracker(goal(text));
    const settled = measurements.filter(([iteration, value]) => tracker.observe(iteration, value)).map(([iteration]) => iteration);
    return { ...tracker.state, settled };
  };
  const rising = 'measure=return-after op=above value=-10 within=60';

  test('is the share of the way from the first value', () => {
    expect(follow(rising, [[1, -30], [2, -20]])).toMatchObject({ outcome: 'open', progress: 0.5, value: -20, iteration: 2, reachedAt: null, settled: [] });
    expect(follow(rising, [[1, -30], [2, -40]]).progress).toBe(0);
    expect(follow('measure=loss-after op=below value=1', [[1, 5], [2, 2]]).progress).toBe(0.75);
  });

  test('reaches the goal once, and stays there', () => {
    const state = follow(rising, [[1, -30], [2, -9], [3, -50], [61, -50]]);
    expect(state).toMatchObject({ outcome: 'reached', progress: 1, reachedAt: 2, value: -50, iteration: 61, settled: [2] });
  });

  test('misses it when its iterations are over, and cannot reach it after', () => {
    expect(follow(rising, [[1, -30], [59, -11]]).outcome).toBe('open');
    expect(follow(rising, [[1, -30], [60, -11], [61, -1]])).toMatchObject({ outcome: 'missed', reachedAt: null, settled: [60] });
    expect(follow(rising, [[1, -30], [60, -9]])).toMatchObject({ outcome: 'reached', settled: [60] });
    expect(follow(rising, [[1, -30], [64, -9]]).outcome).toBe('missed');
  });

  test('is never complete before the goal is reached', () => {
    expect(follow(rising, [[1, -30], [2, -10]])).toMatchObject({ outcome: 'open', progress: 0.99 });
  });

  test('does not begin by being there: nothing counts before the first meta-iteration', () => {
    expect(follow('measure=return-after of=held-out op=above value=-10', [[0, -5]])).toMatchObject({ outcome: 'open', reachedAt: null });
    expect(follow('measure=return-after of=held-out op=above value=-10', [[0, -5], [1, -5]]).outcome).toBe('reached');
  });

  test('at an iteration, only what holds there counts', () => {
    const at = 'measure=loss-after op=below value=1 at=5';
    expect(follow(at, [[1, 3], [4, 0.5], [5, 2]])).toMatchObject({ outcome: 'missed', settled: [5] });
    expect(follow(at, [[1, 3], [4, 2], [5, 0.5]])).toMatchObject({ outcome: 'reached', reachedAt: 5 });
    expect(follow(at, [[1, 3], [6, 0.5]]).outcome).toBe('missed');
  });

  test('a window takes the mean of the last iterations, and waits until it is full', () => {
    const text = 'measure=loss-after op=below value=2 window=3';
    expect(follow(text, [[1, 1], [2, 1]])).toMatchObject({ outcome: 'open', value: 1 });
    expect(follow(text, [[1, 4], [2, 1], [3, 0.5]])).toMatchObject({ outcome: 'reached', reachedAt: 3 });
    expect(follow(text, [[1, 9], [2, 1], [3, 1], [4, 1]])).toMatchObject({ outcome: 'reached', reachedAt: 4, value: 1 });
  });

  test('a diverged iteration is no measurement, but its time passes', () => {
    expect(follow(rising, [[1, -30], [2, Number.NaN]])).toMatchObject({ outcome: 'open', value: -30 });
    expect(follow(rising, [[60, Number.NaN]])).toMatchObject({ outcome: 'missed', reachedAt: null });
  });

  test('begins anew with the run', () => {
    const tracker = new GoalTracker(goal(rising));
    tracker.observe(1, -9);
    tracker.restart();
    expect(tracker.state).toMatchObject({ outcome: 'open', progress: 0, reachedAt: null });
    tracker.observe(1, -30);
    expect(tracker.state.progress).toBe(0);
  });
});
