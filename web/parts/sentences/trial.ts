// The picture of a whole trial, in words with the current numbers: the rewards, and what adapted meanwhile.
import type { Resolved, Trace, TraceArray } from '../../engine/protocol.ts';
import type { Words } from '../../messages/index.ts';
import { candidatesOf } from '../candidates.ts';

export function trialSentences(trace: Trace, resolved: Pick<Resolved, 'values'>, { text, format }: Words): string[] {
  const { rewards, lengths, values, memory, choices, latent_mean: mean, latent_deviation: deviation } = trace;
  if (!rewards) return [];
  // An episode may end before its time is over.
  const steps = format.amount(lengths ? sum(lengths.data) : rewards.data.length);
  const total = sum(rewards.data);
  const judged = values ? sum(values.data) : total;
  // Some problems are learned from the distance and judged by something else (PEARL's sparse navigation).
  const apart = Math.abs(judged - total) > 1e-3 * (1 + Math.abs(total));
  const said = [(apart ? text.trial.rewardsApart : text.trial.rewards)(steps, format.number(total))];
  if (memory) said.push(text.trial.memory(format.amount(widthOf(memory)), format.number(meanSize(memory, rowsOf(memory) - 1))));
  if (choices && choices.data.length === Number(resolved.values.episodes)) {
    const candidates = candidatesOf(resolved);
    const last = choices.data.at(-1)!;
    said.push(text.trial.choices(format.amount(candidates.length), candidates[last] ?? '', format.amount(choices.data.filter((one) => one === last).length)));
  }
  if (deviation) {
    const [first, last] = [meanSize(deviation, 0), meanSize(deviation, rowsOf(deviation) - 1)];
    said.push(text.trial.latent(format.amount(widthOf(deviation)), format.number(first), format.number(last)));
  } else if (mean) said.push(text.trial.place(format.amount(widthOf(mean))));
  return said;
}

function sum(values: Float32Array): number {
  return values.reduce((total, value) => total + (Number.isFinite(value) ? value : 0), 0);
}

function rowsOf({ shape }: TraceArray): number {
  return shape[0] ?? 1;
}

function widthOf({ shape }: TraceArray): number {
  return shape[1] ?? 1;
}

function meanSize(array: TraceArray, row: number): number {
  const width = widthOf(array);
  let size = 0;
  for (let i = 0; i < width; i++) size += Math.abs(array.data[row * width + i]!);
  return size / width;
}
