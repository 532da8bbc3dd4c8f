// A goal in words.
import type { Words } from '../messages/index.ts';
import type { Goal, GoalState } from './goal.ts';

export function goalSentence(goal: Goal, { text, format }: Words): string {
  const { goal: said } = text.element;
  const about = {
    measure: said.measures[goal.measure],
    sample: said.samples[goal.of],
    summary: said.summaries[goal.summary],
    value: format.number(goal.value),
  };
  const sentence = said[goal.op];
  if (goal.at !== null) return sentence.at({ ...about, iteration: format.integer(goal.at) });
  if (goal.within !== null) return sentence.within({ ...about, iteration: format.integer(goal.within) });
  return sentence.ever(about);
}

export function goalStateSentence(goal: Goal, { outcome, value, iteration, reachedAt }: GoalState, { text, format }: Words): string {
  const { goal: said } = text.element;
  const now = { value: format.number(value), iteration: format.integer(iteration) };
  if (outcome === 'reached') return said.reached({ iteration: format.integer(reachedAt ?? iteration) });
  if (outcome === 'missed') return said.missed({ iteration: format.integer(goal.at ?? goal.within ?? iteration) });
  return Number.isNaN(value) ? said.waiting : said.now(now);
}
