import { expect, test } from 'vitest';
import { companyOf } from '../../../web/engine/companions.ts';
import type { Description, Resolved } from '../../../web/engine/protocol.ts';

const description = {
  families: [
    { name: 'bandit', kind: 'reinforcement', yardsticks: ['random', 'thompson'] },
    { name: 'points', kind: 'supervised', yardsticks: [] },
  ],
  learners: [
    { name: 'maml', adapts: 'gradient' },
    { name: 'scratch', adapts: 'gradient' },
    { name: 'es-maml', adapts: 'search' },
    { name: 'rl2', adapts: 'memory' },
    { name: 'prototypes', adapts: 'embedding' },
    { name: 'thompson', adapts: 'rule' },
  ],
} as unknown as Description;
const company = (learner: string, tasks: string) => companyOf(description, { values: { learner, tasks, episodes: '10', directions: '3', inner: 'es' } } as unknown as Resolved);

test('Gradient learners stand beside those that learn less, and beside yardsticks that have played as many episodes', () => {
  expect(company('maml', 'bandit')).toEqual({ companions: ['scratch', 'pretrained'], yardsticks: ['random', 'thompson'], group: 10 });
  expect(company('scratch', 'points')).toEqual({ companions: ['pretrained'], yardsticks: [], group: 10 });
});

test('A learner that searches stands beside yardsticks that have played as many episodes as all the policies it tried', () => {
  expect(company('es-maml', 'bandit')).toEqual({ companions: [], yardsticks: ['random', 'thompson'], group: 60 });
});

test('Who plays trials or sees examples stands beside yardsticks only, episode by episode, and no yardstick beside itself', () => {
  expect(company('rl2', 'bandit')).toEqual({ companions: [], yardsticks: ['random', 'thompson'], group: 1 });
  expect(company('thompson', 'bandit')).toEqual({ companions: [], yardsticks: ['random'], group: 1 });
  expect(company('prototypes', 'points')).toEqual({ companions: [], yardsticks: [], group: 1 });
});
