import { expect, test } from 'vitest';
import type { Description, Family, Resolved } from '../../../web/engine/protocol.ts';
import { learnerFor, nextLine, withoutMisfit } from '../../../web/run/next-line.ts';

const resolved = {
  short: 'learner=anil&tasks=sinusoid&seed=7&hidden=8&inner_lr=0.1@5',
  values: { learner: 'anil', tasks: 'sinusoid', seed: '7' },
} as unknown as Resolved;
const family = { presets: [{ name: 'wide', help: '', values: { hidden: '200' } }] } as unknown as Family;

const learner = (name: string, adapts: string, families: string[]) => ({ name, adapts, families });
const description = {
  families: [
    { name: 'sinusoid', learner: 'maml' },
    { name: 'boolean', learner: 'maml' },
    { name: 'bandit', learner: 'rl2' },
    { name: 'grid', learner: 'rl2' },
  ],
  learners: [
    learner('maml', 'gradient', ['sinusoid', 'boolean', 'bandit', 'grid']),
    learner('anil', 'gradient', ['sinusoid', 'boolean', 'bandit', 'grid']),
    learner('rl2', 'memory', ['bandit', 'grid']),
    learner('random', 'rule', ['bandit', 'grid']),
    learner('gittins', 'rule', ['bandit']),
  ],
  knobs: [{ name: 'arms', group: 'tasks' }, { name: 'inner_lr', group: 'inner loop' }],
} as unknown as Description;

test('Another family keeps the learner and the seed, and nothing that belongs to the old one', () => {
  expect(nextLine(resolved, family, description, 'tasks', 'boolean')).toBe('learner=anil&tasks=boolean&seed=7');
});

test('A preset is not hidden by a value that was set before it', () => {
  expect(nextLine(resolved, family, description, 'preset', 'wide')).toBe('learner=anil&tasks=sinusoid&seed=7&inner_lr=0.1&preset=wide');
});

test('Any other knob changes its own value only', () => {
  expect(nextLine(resolved, family, description, 'hidden', '16')).toBe('learner=anil&tasks=sinusoid&seed=7&hidden=16&inner_lr=0.1');
});

test('A learner chosen by hand stays where it runs; else a family gets the one that shows its point', () => {
  const { families, learners } = description;
  const after = (tasks: string, learner: string, family: string) => learnerFor(family, { tasks, learner }, families, learners);
  expect(after('sinusoid', 'anil', 'grid')).toBe('anil');
  expect(after('bandit', 'random', 'grid')).toBe('random');
  expect(after('bandit', 'gittins', 'grid')).toBe('rl2');
  expect(after('grid', 'rl2', 'boolean')).toBe('maml');
});

test('Where the learner is the one that comes with the family, the next family brings its own', () => {
  const { families, learners } = description;
  const after = (tasks: string, learner: string, family: string) => learnerFor(family, { tasks, learner }, families, learners);
  expect(after('sinusoid', 'maml', 'bandit')).toBe('rl2');
  expect(after('sinusoid', 'maml', 'boolean')).toBe('maml');
  expect(after('bandit', 'maml', 'grid')).toBe('maml');
  expect(nextLine({ ...resolved, values: { learner: 'rl2', tasks: 'bandit' } } as Resolved, null, description, 'tasks', 'sinusoid')).toContain('learner=maml&tasks=sinusoid');
});

test('A learner that adapts in another way keeps the tasks and the seed, and drops what belongs to the old way', () => {
  const run = { short: 'learner=maml&tasks=bandit&seed=7&inner_lr=0.3&arms=3', values: { learner: 'maml', tasks: 'bandit' } } as unknown as Resolved;
  expect(nextLine(run, null, description, 'learner', 'rl2')).toBe('learner=rl2&tasks=bandit&seed=7&arms=3');
  expect(nextLine(run, null, description, 'learner', 'anil')).toBe('learner=anil&tasks=bandit&seed=7&inner_lr=0.3&arms=3');
});

test('Only where a learner, a family or a preset was chosen does another knob give way, and never one of these', () => {
  expect(withoutMisfit('learner=ucb1&tasks=bandit&epsilon=0.2&seed=3', 'learner', 'epsilon')).toBe('learner=ucb1&tasks=bandit&seed=3');
  expect(withoutMisfit('learner=rl2&tasks=sinusoid', 'tasks', 'learner')).toBeNull();
  expect(withoutMisfit('learner=maml&tasks=cart-pole&gravity_low=20', 'gravity_high', 'gravity_low')).toBeNull();
  expect(withoutMisfit('learner=maml&tasks=sinusoid', 'learner', 'shots')).toBeNull();
});
