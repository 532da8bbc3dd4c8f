import type { Trace } from '../engine/protocol.ts';
import { stepColour } from '../views/colour.ts';
import type { Drawing } from '../views/frame.ts';
import { mdp } from '../views/mdp.ts';
import { type Shown, part } from './shown.ts';

export function mdpDrawing({ trace, theme, step, count, words }: Shown): Drawing | null {
  const { episodes, actions, lengths, mean_rewards: means, transitions } = trace;
  if (!episodes || !actions || !lengths || !means || !transitions) return null;
  const last = episodes.shape[0]! - 1;
  const trialOf = count !== 'step';
  let first = 0;
  const walks = Array.from({ length: last + 1 }, (_, k) => {
    const walk = mdpWalk(trace, k);
    const begun = trialOf ? first : 0;
    first += walk.actions.length;
    return { ...walk, first: begun, colour: stepColour(theme, k, last), focus: step === 'all' ? trialOf || k === last : k === step };
  });
  return mdp({ states: means.shape[0]!, actions: means.shape[1]!, rewards: means.data, transitions: transitions.data, walks, labels: words.text.mdp });
}

/** The states and actions of one step's episode; of episodes side by side the first one stands for all. */
export function mdpWalk(trace: Trace, k: number): { states: number[]; actions: number[] } {
  const variables = trace.episodes!.shape.at(-1)!;
  const states = part(trace.episodes!, k);
  const length = part(trace.lengths!, k)[0]!;
  return {
    states: Array.from({ length: length + 1 }, (_, t) => Math.round(states[t * variables]!)),
    actions: Array.from(part(trace.actions!, k).subarray(0, length), Math.round),
  };
}
