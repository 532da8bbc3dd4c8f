import { expect, test } from 'vitest';
import { changesOf, valuesAfter } from '../../../web/engine/changes.ts';
import { inForce } from '../../../web/run/in-force.ts';

const run = {
  line: 'learner=maml&inner_lr=0.01&outer_lr=0.1&inner_lr=0.05@4&outer_lr=0.2@6&inner_lr=0.01@9',
  values: { learner: 'maml', inner_lr: '0.01', outer_lr: '0.1' },
};

test('Changes are read off the line in the order in which they take effect', () => {
  expect(changesOf('a=1&a=3@7&b=2@3')).toEqual([{ key: 'b', value: '2', from: 3 }, { key: 'a', value: '3', from: 7 }]);
  expect(changesOf('a=1&hidden=40,40&odd@4')).toEqual([]);
});

test('A value holds from the iteration on that it was set for', () => {
  expect(valuesAfter(run, 3).inner_lr).toBe('0.01');
  expect(valuesAfter(run, 4).inner_lr).toBe('0.05');
  expect(valuesAfter(run, 9)).toEqual({ learner: 'maml', inner_lr: '0.01', outer_lr: '0.2' });
});

test('The value in force comes with what it was and until when, and with what it will be', () => {
  expect(inForce('inner_lr', run, 5)).toEqual({ value: '0.05', since: 4, was: [{ value: '0.01', until: 4 }], then: [{ value: '0.01', from: 9 }] });
  expect(inForce('inner_lr', run, 0)).toEqual({ value: '0.01', since: 0, was: [], then: [{ value: '0.05', from: 4 }, { value: '0.01', from: 9 }] });
  expect(inForce('inner_lr', run, 20)).toEqual({ value: '0.01', since: 9, was: [{ value: '0.01', until: 4 }, { value: '0.05', until: 9 }], then: [] });
});

test('Setting the first value again at once leaves no trace of the change, and a knob that the run lacks has no value', () => {
  expect(inForce('inner_lr', { line: 'inner_lr=0.01&inner_lr=0.01@4', values: { inner_lr: '0.01' } }, 6)).toEqual({ value: '0.01', since: 0, was: [], then: [] });
  expect(inForce('epsilon', run, 5)).toBeNull();
});
