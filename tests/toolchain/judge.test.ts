import { expect, test } from 'vitest';
import { judge, type Comparison, type Found, type Judged } from '../bench/judge.mjs';

// A run that came to these means after 0, 1, ... steps, and to the same figures of a measure.
const found = (...mean: number[]): Found => ({
  evaluation: { mean, lower: mean.map((x) => x - 1), upper: mean.map((x) => x + 1), trial: { mean: 40, lower: 39, upper: 41 } },
  measure: { name: 'speed', groups: [{ name: 'all', oracle: 9, mean }, { name: 'forward', oracle: null, mean: mean.map((x) => x / 2) }] },
});
const results = { maml: [found(1, 4), found(1, 6)], pretrained: [found(1, 2), found(1, 4)] };
const variants = [{ learner: 'maml', expect: {} }, { learner: 'pretrained', expect: {} }];
const judged = (reproduction: Partial<Judged>) => judge({ variants, ...reproduction }, results);
const compare = (comparison: Comparison) => judged({ compare: [comparison] });
const maml = { variant: 'maml', after: 1 };
const pretrained = { variant: 'pretrained', after: 1 };

test('A mean over seeds must lie within its bounds', () => {
  const within = (low: number, high: number) => judged({ variants: [{ learner: 'maml', expect: { 1: [low, high] } }] });
  expect(within(5, 5)).toEqual([]);
  expect(within(5.1, 6)).toEqual(['maml after 1 steps: 5.000 is not within 5.1 to 6']);
  expect(within(4, 4.9)).toHaveLength(1);
});

test('Quartiles must not overlap where they are said not to', () => {
  expect(judged({ quartiles: { after: 1, variant: 'maml' } })).toEqual([]);
  expect(judged({ quartiles: { after: 1, variant: 'pretrained' } })).toHaveLength(1);
  expect(judged({ above: [maml, { variant: 'pretrained', after: 0 }] })).toEqual([]);
  expect(judged({ above: [maml, pretrained] })).toHaveLength(1);
});

test('One learner is compared with another by a factor', () => {
  expect(compare({ left: maml, is: 'at least', right: pretrained })).toEqual([]);
  expect(compare({ left: maml, is: 'at least', right: pretrained, times: 1.7 })).toEqual([
    'maml, after 1 steps: 5.000 is not at least 5.100, from pretrained, after 1 steps',
  ]);
  expect(compare({ left: pretrained, is: 'at most', right: maml, times: 0.6 })).toEqual([]);
  expect(compare({ left: pretrained, is: 'at most', right: maml, times: 0.59 })).toHaveLength(1);
});

test('Standard errors of the difference, over seeds, are asked for beyond it', () => {
  // Each mean has a standard error of 1, their difference one of √2.
  expect(compare({ left: maml, is: 'at least', right: pretrained, errors: 1.4 })).toEqual([]);
  expect(compare({ left: maml, is: 'at least', right: pretrained, errors: 1.42 })).toHaveLength(1);
  expect(compare({ left: pretrained, is: 'at most', right: maml, errors: 1.4 })).toEqual([]);
  expect(compare({ left: pretrained, is: 'at most', right: maml, errors: 1.42 })).toHaveLength(1);
});

test('What a family measures is compared by kind of task, with plain numbers and the oracle', () => {
  const forward = { ...maml, measure: 'forward' };
  expect(compare({ left: forward, is: 'at least', right: 2.5 })).toEqual([]);
  expect(compare({ left: forward, is: 'at least', right: 2.6 })).toEqual(['maml, speed (forward), after 1 steps: 2.500 is not at least 2.600']);
  const oracle: Comparison['right'] = { variant: 'maml', measure: 'all', oracle: true };
  expect(compare({ left: { ...maml, measure: 'all' }, is: 'at least', right: oracle, times: 0.55 })).toEqual([]);
  expect(compare({ left: { ...maml, measure: 'all' }, is: 'at least', right: oracle, times: 0.56 })).toHaveLength(1);
});

test('Of several kinds the one that has least counts', () => {
  const worse = { ...maml, measure: ['all', 'forward'] };
  expect(compare({ left: worse, is: 'at most', right: 2.5 })).toEqual([]);
  expect(compare({ left: worse, is: 'at most', right: 2.4 })).toEqual(['maml, speed (all or forward), after 1 steps: 2.500 is not at most 2.400']);
});

test('A share of the way from one to another is asked for', () => {
  const way = (share: number): Comparison => ({ left: pretrained, is: 'at least', right: { from: { variant: 'maml', after: 0 }, to: maml, share } });
  expect(compare(way(0.5))).toEqual([]);
  expect(compare(way(0.51))).toHaveLength(1);
  expect(compare({ left: { variant: 'maml', after: 'trial' }, is: 'at least', right: 41 })).toEqual(['maml, over whole trials: 40.000 is not at least 41.000']);
});

test('The last episode is scored on a scale, and compared with the best of several, or so much short of it', () => {
  // Means of 5 and 3, on a scale from 1 to 11: .4 and .2.
  const scaled = Object.fromEntries(Object.entries(results).map(([name, list]) => [name, list.map((one) => ({ ...one, scale: [1, 11] as [number, number] }))]));
  const score = (variant: string) => ({ variant, after: 'score' as const });
  const against = (comparison: Comparison) => judge({ variants, compare: [comparison] }, scaled);
  expect(against({ left: score('maml'), is: 'at least', right: 0.4 })).toEqual([]);
  expect(against({ left: score('maml'), is: 'at least', right: 0.41 })).toEqual(['maml, score: 0.400 is not at least 0.410']);
  const best = { best: [score('pretrained'), score('maml')] };
  expect(against({ left: score('pretrained'), is: 'at least', right: best, short: 0.2 })).toEqual([]);
  expect(against({ left: score('pretrained'), is: 'at least', right: best, short: 0.19 })).toEqual(['pretrained, score: 0.200 is not at least 0.210, from maml, score']);
  expect(against({ left: score('maml'), is: 'at most', right: score('pretrained'), short: 0.2 })).toEqual([]);
});
