// More runs whose bits are the native ones: too long for npm test, part of npm run test:all.
import { test } from 'vitest';
import { hasNativeBits } from '../native-bits.ts';

for (const [line, iterations] of [
  ['learner=maml&tasks=sinusoid&seed=5', 30],
  ['learner=maml&tasks=point-navigation&preset=maml-paper&meta_batch_size=4', 2],
  ['learner=meta-sgd&tasks=cart-pole&meta_batch_size=5', 12],
  ['learner=reptile&tasks=boolean', 12],
  ['learner=rl2&tasks=bernoulli-bandit', 10],
  ['learner=varibad&tasks=grid-navigation', 3],
  ['learner=pearl&tasks=point-navigation&preset=pearl-sparse&episodes=3', 5],
] as const)
  test(`After ${iterations} iterations of ${line} Chromium has the parameters that the native program has`, () => hasNativeBits(line, iterations), 240_000);
