// The sampled tasks, in words with the current numbers.
import type { Family, TaskParameter } from '../../engine/protocol.ts';
import { parameterTitle, unitName } from '../../messages/core-words.ts';
import type { Words } from '../../messages/index.ts';
import { iterationNumber } from '../../run/standing.ts';
import type { Sight } from '../scene.ts';
import { varying } from '../space.ts';

/** A list of more parameters than this is cut short. */
const MOST_PARAMETERS = 8;

export function tasksSentences({ run, face, family, resolved, task, words }: Sight): string[] {
  const { text, format } = words;
  const { shown, probe } = run;
  const tasks = shown?.trace.tasks;
  if (!tasks) return [text.tasks.none];
  const iteration = iterationNumber(shown);
  const sampled = face.tasks
    ? face.tasks.sampled(tasks, iteration, words)
    : text.tasks.sampled(format.amount(tasks.shape[0] ?? 0), format.amount(iteration), some(rangesOf(tasks.data, family, resolved.parameters, words), words));
  if (!task) return [sampled];
  const name = face.tasks ? face.tasks.name(task, words) : some(parametersOf(task, family, resolved.parameters, words), words);
  return [sampled, probe ? text.tasks.probed(name) : text.tasks.chosen(format.amount(shown.task + 1), name)];
}

/** Of the parameters that vary; of all where none does. */
function rangesOf(tasks: Float32Array, family: Family, parameters: TaskParameter[], words: Words): string[] {
  const width = parameters.length;
  return varying(parameters).map((k) => {
    const parameter = parameters[k]!;
    const column = Array.from({ length: tasks.length / width }, (_, i) => tasks[i * width + k]!);
    const [low, high] = [Math.min(...column), Math.max(...column)].map(words.format.number);
    return words.text.tasks.range(parameterTitle(words, family, parameter), low!, high!);
  });
}

function parametersOf(task: Float32Array, family: Family, parameters: TaskParameter[], words: Words): string[] {
  return parameters.map((parameter, k) =>
    words.text.tasks.parameter(parameterTitle(words, family, parameter), words.format.number(task[k]!), unitName(words, parameter)),
  );
}

/** A list that stays readable where tasks have many parameters. */
function some(parts: string[], { text, format }: Words): string {
  if (parts.length <= MOST_PARAMETERS) return format.conjunction(parts);
  const kept = parts.slice(0, MOST_PARAMETERS - 2);
  return format.conjunction([...kept, text.tasks.more(format.amount(parts.length - kept.length))]);
}
