// Words of the comparison of runs: fetched with its part.
import type { Amount, Format } from '../format.ts';

/** What is compared: a loss (lower is better), a return or the total of a trial (higher is better). */
export type Compared = 'loss' | 'return' | 'total';
type Summary = 'mean' | 'median';

/** A difference from the first run. */
export interface Told {
  /** Completed iterations at which both were judged. */
  iteration: Amount;
  name: string;
  compared: Compared;
  summary: Summary;
  /** Without its sign. */
  size: string;
  /** Half the interval's width, where it is the same on both sides; else null. */
  half: string | null;
  low: string;
  high: string;
  above: boolean;
  /** Whether the interval leaves out no difference at all. */
  apart: boolean;
  better: boolean;
  count: Amount;
  over: 'tasks' | 'seeds';
}

export interface ComparisonWords {
  title: string;
  lead: string;
  empty: string;
  /** The first run's name. */
  first: string;
  /** A run that differs in a knob. */
  knob(key: string, value: string): string;
  /** In what a run differs; `values`: "a instead of b", of the thing itself and of what comes with it. */
  differs(first: string, with_: string): string;
  instead(key: string, value: string, first: string): string;
  only(keys: string): string;
  lacks(keys: string): string;
  standing: {
    at(iteration: Amount): string;
    behind(iteration: Amount, first: Amount): string;
    diverged(iteration: Amount): string;
    starting: string;
  };
  add: {
    title: string;
    what: string;
    learner: string;
    knobs: string;
    value: string;
    act: string;
    full(most: Amount): string;
    none: string;
    same(name: string): string;
  };
  remove(name: string): string;
  seeds: { title: string; choice(count: Amount): string };
  axis: { title: string; choices: { iterations: string; seconds: string }; labels: { iterations: string; seconds: string } };
  scale: string;
  labels: string;
  figure(compared: Compared, summary: Summary): string;
  note: {
    score(compared: Compared, summary: Summary, tasks: Amount): string;
    seeds(count: Amount): string;
    seed: string;
    broken: string;
  };
  /** What each run has come to, as one list. */
  course(iteration: Amount, all: string): string;
  score(name: string, value: string): string;
  spread(name: string, value: string, low: string, high: string): string;
  difference(told: Told): string;
  /** There is no difference on any task, or for any seed. */
  equal(iteration: Amount, name: string): string;
  unknown(iteration: Amount, name: string): string;
  otherTasks(name: string): string;
  left(name: string, count: Amount): string;
  waiting: string;
  table: { title: string; run: string; differs: string; iteration: string; seconds: string; score: string; difference: string; none: string };
  interval(value: string, half: string | null, low: string, high: string): string;
  /** Clauses that follow each other. */
  listed(parts: readonly string[], format: Format): string;
}

const files = import.meta.glob<{ comparison: ComparisonWords }>('./comparison-*.ts');

/** In a language; in English where it cannot be had. Null where the network does not even give that. */
export async function loadComparisonWords(language: string): Promise<ComparisonWords | null> {
  for (const code of [language, 'en']) {
    const found = await files[`./comparison-${code}.ts`]?.().catch(() => null);
    if (found) return found.comparison;
  }
  return null;
}
