// What a trial was, in words with the current numbers.
import type { Trace, TraceArray } from '../engine/protocol.ts';
import { type Words, paragraph } from '../messages/index.ts';
import { countOf } from '../state/adapting.ts';
import { pullsOf } from '../state/pulls.ts';
import type { Session } from '../state/session.ts';
import { choicesOf, staysOf } from './two-step-drawing.ts';

/** More episodes than this are told by the first and the last. */
const MOST_TOLD = 6;

/** Of the task that is shown: what its episodes brought. */
export function trialAdaptationWords(session: Session, trace: Trace, words: Words): string {
  const { text, format } = words;
  const values = Array.from(trace.values!.data).filter(Number.isFinite);
  const total = format.number(values.reduce((sum, value) => sum + value, 0));
  if (countOf(session.family, session.learner) === 'pull') return pullWords(trace, total, words);
  const sentence =
    values.length <= MOST_TOLD
      ? text.captions.trialEpisodes(format.conjunction(values.map(format.number)), total)
      : text.captions.trialEnds(format.integer(values.length), format.number(values[0]!), format.number(values.at(-1)!), total);
  if (session.family?.drawing !== 'two-step') return sentence;
  const stays = staysOf(choicesOf(trace), Number(session.resolved?.values.common_transition)).map(({ stayed, times }) =>
    text.captions.stay(format.integer(stayed), format.integer(times)),
  );
  return paragraph(words, [text.captions.trialPaid(format.integer(values.length), total), text.captions.stays(stays[0]!, stays[1]!, stays[2]!, stays[3]!)]);
}

function pullWords(trace: Trace, total: string, words: Words): string {
  const { text, format } = words;
  const pulls = pullsOf(trace);
  const counts = new Map<number, number>();
  for (const { arm } of pulls) counts.set(arm, (counts.get(arm) ?? 0) + 1);
  const [arm, times] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [0, 0];
  return text.captions.pulls(format.integer(pulls.length), total, format.integer(arm + 1), format.integer(times));
}

/** Of the picture beneath: rewards, and what adapted meanwhile. */
export function trialWords(trace: Trace, words: Words): string {
  const { text, format } = words;
  const rewards = trace.rewards!.data;
  // An episode may end before its time is over.
  const steps = trace.lengths!.data.reduce((sum, length) => sum + length, 0);
  const total = sum(rewards);
  const judged = trace.values ? sum(trace.values.data) : total;
  // Some problems are learned from the distance and judged by something else (PEARL's sparse navigation).
  const apart = Math.abs(judged - total) > 1e-3 * (1 + Math.abs(total));
  const parts = [(apart ? text.captions.rewardsApart : text.captions.rewards)(format.integer(steps), format.number(total))];
  if (trace.memory) {
    const [rows = 1, units = 1] = trace.memory.shape;
    parts.push(text.captions.memory(format.integer(units), format.number(meanSize(trace.memory, rows - 1))));
  }
  if (trace.latent_deviation) {
    const [rows = 1, dimensions = 1] = trace.latent_deviation.shape;
    parts.push(text.captions.latent(format.integer(dimensions), format.number(meanSize(trace.latent_deviation, 0)), format.number(meanSize(trace.latent_deviation, rows - 1))));
  }
  else if (trace.latent_mean) parts.push(text.captions.place(format.integer(trace.latent_mean.shape[1]!)));
  return paragraph(words, parts);
}

function sum(values: Float32Array): number {
  return values.reduce((total, value) => total + (Number.isFinite(value) ? value : 0), 0);
}

function meanSize({ data, shape }: TraceArray, row: number): number {
  const width = shape[1] ?? 1;
  let sum = 0;
  for (let i = 0; i < width; i++) sum += Math.abs(data[row * width + i]!);
  return sum / width;
}
