// What the core says, in the language of the page: the one place that chooses between the core's English and a table.
import type { Family, Knob, Learner, Preset, TaskParameter } from '../engine/protocol.ts';
import type { Arguments } from './core-messages.ts';
import type { Words } from './index.ts';

/** What the core said against something: its code with arguments, and its own sentence. */
export interface Refused {
  code: string;
  args: Arguments;
  message: string;
}

export function knobHelp({ text }: Words, knob: Knob): string {
  return text.core?.knobs[knob.name] ?? knob.help;
}

export function unitName({ text }: Words, { unit }: { unit: string }): string {
  return text.core?.units[unit] ?? unit;
}

/** A knob's group, such as "inner loop". */
export function groupTitle({ text }: Words, group: string): string {
  return text.knobs.groups[group] ?? group;
}

export function familyTitle({ text }: Words, family: Family): string {
  return text.core?.families[family.name]?.title ?? family.title;
}

export function familyHelp({ text }: Words, family: Family): string {
  return text.core?.families[family.name]?.help ?? family.help;
}

/** The oracle's way of acting; "" where there is none. */
export function oracleWords({ text }: Words, family: Family): string {
  return text.core?.families[family.name]?.oracle ?? family.oracle;
}

/** English calls a preset by its name in a run line. */
export function presetTitle({ text }: Words, family: Family, preset: Preset): string {
  return text.core?.families[family.name]?.presets[preset.name]?.title ?? preset.name;
}

export function presetHelp({ text }: Words, family: Family, preset: Preset): string {
  return text.core?.families[family.name]?.presets[preset.name]?.help ?? preset.help;
}

export function parameterTitle({ text }: Words, family: Family, parameter: TaskParameter): string {
  return text.core?.families[family.name]?.parameter(parameter.name)?.title ?? parameter.name;
}

export function parameterHelp({ text }: Words, family: Family, parameter: TaskParameter): string {
  return text.core?.families[family.name]?.parameter(parameter.name)?.help ?? parameter.help;
}

export function learnerTitle({ text }: Words, learner: Learner): string {
  return text.core?.learners[learner.name]?.title ?? learner.title;
}

/** A yardstick of several families may do something of its own on one of them. */
export function learnerHelp({ text }: Words, learner: Learner, family: Family): string {
  const here = text.core?.families[family.name]?.learners?.[learner.name] ?? text.core?.learners[learner.name]?.help;
  return here ?? learner.on[family.name]?.help ?? learner.help;
}

/** One sentence: what was wrong and what is allowed. */
export function refusalSentence({ text, format }: Words, { code, args, message }: Refused): string {
  return text.core?.refusals[code]?.(args, format) ?? message;
}
