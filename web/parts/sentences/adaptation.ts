// The picture of one task's adaptation, and of all tasks of the batch, in words with the current numbers.
import { oracleWords } from '../../messages/core-words.ts';
import { sceneOf, type Sight } from '../scene.ts';

/** More values than this are told by the first and the last. */
const MOST_TOLD = 6;

export function adaptationSentences(sight: Sight): string[] {
  const { trace, face, family, resolved, words } = sight;
  const { text, format } = words;
  const values = Array.from(trace?.values?.data ?? []);
  if (!trace || !values.length) return [text.adaptation.notYet];
  const oracle = trace.oracle ? oracleWords(words, family) : '';
  const after = oracle ? [text.adaptation.oracle(oracle)] : [];
  if (resolved.adaptation.trials) return [...(face.trial?.(sceneOf(sight, trace)) ?? [trialSentence(sight, values)]), ...after];
  const at = text.adaptation.valueAt[resolved.adaptation.count === 'example' ? 'example' : 'step'];
  const told = values.map((value, k) => at(format.number(value), format.amount(k)));
  const some = told.length > MOST_TOLD ? [told[0]!, told.at(-1)!] : told;
  return [text.adaptation.values(family.value, format.conjunction(some)), ...after];
}

function trialSentence({ words: { text, format } }: Sight, all: number[]): string {
  const values = all.filter(Number.isFinite);
  const total = format.number(values.reduce((sum, value) => sum + value, 0));
  if (values.length <= MOST_TOLD) return text.adaptation.episodes(format.conjunction(values.map(format.number)), total);
  return text.adaptation.episodeEnds(format.amount(values.length), format.number(values[0]!), format.number(values.at(-1)!), total);
}

export function batchSentences({ run, family, resolved, words: { text, format } }: Sight): string[] {
  const { pre, post } = run.shown?.trace ?? {};
  if (!pre || !post) return [text.adaptation.notYet];
  const sign = family.value === 'return' ? 1 : -1;
  const better = Array.from(pre.data).filter((value, i) => sign * (post.data[i]! - value) > 0).length;
  const [some, all] = [format.amount(better), format.amount(pre.data.length)];
  return [resolved.adaptation.trials ? text.batch.improvedTrial(some, all) : text.batch.improved(some, all, family.value)];
}
