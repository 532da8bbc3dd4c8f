import type { Trace } from '../../engine/protocol.ts';
import { part } from '../moments.ts';
import { type Choice, type Stay, countStays } from './stay.ts';

/** A choice, and the second stage that paid better when it was made. */
export type DrawnChoice = Choice & { better: number };

/** Of every episode, and lane by lane where several were played side by side: what was chosen, where it led, what it paid. */
export function choicesOf({ episodes, actions, rewards }: Trace, from = 0, to = episodes?.shape[0] ?? 0): DrawnChoice[] {
  if (!episodes || !actions || !rewards) return [];
  const [, lanes = 1, rows = 1, variables = 1] = episodes.shape;
  const time = rewards.shape.at(-1) ?? 1;
  return Array.from({ length: to - from }, (_, i) => from + i).flatMap((k) => {
    const states = part(episodes, k);
    const done = part(actions, k);
    const paid = part(rewards, k);
    return Array.from({ length: lanes }, (_, lane) => ({
      first: Math.round(done[lane * time]!),
      second: Math.round(states[(lane * rows + 1) * variables]!) - 1,
      reward: paid[lane * time + 1] ?? 0,
      better: Math.round(states[lane * rows * variables + 1]!),
    }));
  });
}

/** `common`: chance that a choice leads to the second stage of its own number. */
export function staysOf(choices: Choice[], common: number): Stay[] {
  return countStays(choices, ({ first, second }) => (first === second) === (common >= 0.5));
}
