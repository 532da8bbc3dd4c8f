// Every way of drawing, under any text: too long for npm test, part of npm run test:all.
import { test } from 'vitest';
import { keepsAnyText } from '../any-text.ts';

/** Each once, by gradient steps or in trials; words.test.ts has the other two. */
for (const line of [
  'learner=maml&tasks=boolean',
  'learner=prototypes&tasks=few-shot-points',
  'learner=pearl&tasks=point-navigation&preset=pearl-sparse&episodes=3&meta_batch_size=5',
  'learner=maml&tasks=cart-pole&meta_batch_size=5',
  'learner=maml&tasks=pendulum&meta_batch_size=5',
  'learner=maml&tasks=reacher&meta_batch_size=5',
  'learner=maml&tasks=cheetah&meta_batch_size=3&episodes=3',
  'learner=maml&tasks=car&meta_batch_size=5',
  'learner=rl2&tasks=catch',
  'learner=psrl&tasks=tabular-mdp',
  'learner=varibad&tasks=grid-navigation&meta_batch_size=16',
  'learner=model-based&tasks=two-step',
])
  test(`${line}: no text widens the page or becomes more than text`, () => keepsAnyText(line), 120_000);
