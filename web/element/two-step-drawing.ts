import type { Trace } from '../engine/protocol.ts';
import { type Choice, countStays } from '../state/stay.ts';
import { stepColour } from '../views/colour.ts';
import type { Drawing } from '../views/frame.ts';
import { twoStep } from '../views/two-step.ts';
import { type Shown, part } from './shown.ts';

export function twoStepDrawing({ trace, theme, values, step, count, words }: Shown): Drawing | null {
  if (!trace.episodes || !trace.actions) return null;
  const last = trace.episodes.shape[0]! - 1;
  const inOrder = count !== 'step';
  const chosen = step === 'all' ? last : step;
  const choices = inOrder ? choicesOf(trace) : choicesOf(trace, chosen, chosen + 1);
  const common = Number(values.common_transition);
  return twoStep({
    common,
    chances: { better: Number(values.pay_high), worse: Number(values.pay_low) },
    choices,
    shown: !inOrder || step === 'all' ? [0, choices.length] : [step, step + 1],
    stays: staysOf(choices, common),
    colour: inOrder ? theme.post : stepColour(theme, chosen, last),
    truth: theme.truth,
    labels: words.text.twoStep,
  });
}

export function staysOf(choices: Choice[], common: number): ReturnType<typeof countStays> {
  return countStays(choices, ({ first, second }) => (first === second) === (common >= 0.5));
}

/** Of every episode, and lane by lane where several were played side by side: what was chosen, where it led, what it paid. */
export function choicesOf(trace: Trace, from = 0, to = trace.episodes?.shape[0] ?? 0): Array<Choice & { better: number }> {
  const { episodes, actions, rewards } = trace;
  if (!episodes || !actions || !rewards) return [];
  const [, lanes = 1, rows = 1, variables = 1] = episodes.shape;
  const time = rewards.shape.at(-1)!;
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
