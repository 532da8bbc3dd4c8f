// What a run's preset says of its knobs, so that what differs from it can be told and taken back.
import type { Description, Refusal, Resolved } from '../engine/protocol.ts';
import { formatPairs, parsePairs } from './run-line.ts';

const CHOSEN = ['learner', 'tasks', 'preset'];

/**
 * Lines whose resolved values are those of the preset, the first that has a knob counts: the preset as it is, and with the run's own
 * choices, since a choice (of the outer loop's method, say) brings knobs of its own.
 */
export function presetLines({ values }: Pick<Resolved, 'values'>, { knobs }: Pick<Description, 'knobs'>): string[] {
  const pairs = (names: readonly string[]) => formatPairs(names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]] as [string, string]])));
  const choices = knobs.filter(({ name, type }) => type === 'choice' && !CHOSEN.includes(name)).map(({ name }) => name);
  return [...new Set([pairs(CHOSEN), pairs([...CHOSEN, ...choices])])];
}

/** The preset's value of each knob, from what the core answered to those lines. */
export function presetValues(answers: ReadonlyArray<Resolved | Refusal | null>): Record<string, string> {
  return Object.assign({}, ...answers.map((answer) => (answer?.status === 'ok' ? answer.values : {})).reverse());
}

/** The run's line with all knobs as the preset has them, but for those named. */
export function backToPreset({ short }: Pick<Resolved, 'short'>, kept: (key: string) => boolean): string {
  return formatPairs(parsePairs(short).flatMap(([key, value]) => (CHOSEN.includes(key) || kept(key) ? [[key, value.split('@')[0]!] as [string, string]] : [])));
}
