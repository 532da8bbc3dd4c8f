// What each picture shows, in words with the current numbers.
import type { RunName, TaskParameter, Trace } from '../engine/protocol.ts';
import { format, text } from '../messages/index.ts';
import { median } from '../state/median.ts';
import { countTables, tableOf } from '../state/truth-table.ts';
import type { Session } from '../state/session.ts';

const { words } = text;

export function parametersInWords(parameters: TaskParameter[], task: ArrayLike<number>): string {
  return format.conjunction(parameters.map((p, i) => words.parameter(p.name, format.number(task[i]!), p.unit)));
}

export function tasksWords(session: Session): string {
  const { shown, resolved, progress } = session;
  const tasks = shown?.trace.tasks;
  if (!tasks || !resolved) return words.noTasks;
  const [count = 0, width = 1] = tasks.shape;
  const iteration = format.integer((progress?.status.iteration ?? 0) + (shown.complete ? 0 : 1));
  if (session.family?.drawing === 'field') return functionsWords(session, iteration);
  const ranges = resolved.parameters.map((parameter, k) => {
    const column = Array.from({ length: count }, (_, i) => tasks.data[i * width + k]!);
    return words.range(parameter.name, format.number(Math.min(...column)), format.number(Math.max(...column)));
  });
  const sentence = words.tasks(format.integer(count), iteration, format.conjunction(ranges));
  const task = session.shownTask;
  if (!task) return sentence;
  const parameters = parametersInWords(resolved.parameters, task);
  return words.both(sentence, session.probe ? words.probed(parameters) : words.chosen(format.integer(shown.task + 1), parameters));
}

function functionsWords(session: Session, iteration: string): string {
  const { data, shape } = session.shown!.trace.tasks!;
  const names = countTables(data).flatMap((count, table) => {
    const name = text.truthTables[table]!;
    return count ? [count > 1 ? words.functionTimes(name, format.integer(count)) : name] : [];
  });
  const sentence = words.functions(format.integer(shape[0]!), iteration, format.conjunction(names));
  const task = session.shownTask;
  if (!task) return sentence;
  const name = text.truthTables[tableOf(task)]!;
  return words.both(sentence, session.probe ? words.probed(name) : words.chosen(format.integer(session.shown!.task + 1), name));
}

export function adaptationWords(session: Session, trace: Trace | null): string {
  const values = trace?.values?.data;
  const family = session.family;
  if (!values?.length || !family) return words.adaptationWaiting;
  const quantity = text.value[family.value];
  const steps = Array.from(values.slice(1), (value, i) => words.afterStep(format.number(value), format.integer(i + 1)));
  const before = format.number(values[0]!);
  return steps.length ? words.adaptation(quantity, before, format.conjunction(steps)) : words.adaptationBefore(quantity, before);
}

export function batchWords(session: Session): string {
  const { family, shown } = session;
  const { pre, post } = shown?.trace ?? {};
  if (!pre || !post || !family) return words.adaptationWaiting;
  const sign = family.value === 'return' ? 1 : -1;
  const better = Array.from(pre.data).filter((value, i) => sign * (post.data[i]! - value) > 0).length;
  return words.batch(format.integer(better), format.integer(pre.data.length), text.value[family.value]);
}

export function updateWords(session: Session): string {
  const { history, family, progress } = session;
  if (!history.length || !family) return words.updateWaiting;
  const last = (name: string) => history.column(name)?.at(-1) ?? Number.NaN;
  return words.update(
    format.integer(progress?.status.iteration ?? history.iterations.at(-1)!),
    text.value[family.value],
    format.number(last('pre_median')),
    format.number(last('post_median')),
  );
}

export function movedWords(session: Session, trace: Trace | undefined): string {
  const before = trace?.meta_before?.data;
  const after = trace?.meta_after?.data;
  if (session.history.column('accepted')?.at(-1) === 0) return words.rejected;
  if (!before || !after || before.length !== after.length) return words.updateWaiting;
  const moved = Array.from(before, (value, i) => Math.abs(value - after[i]!)).filter(Number.isFinite);
  return words.moved(format.number(moved.reduce((sum, value) => sum + value, 0) / (moved.length || 1)));
}

export function historyWords(session: Session): string {
  const post = session.history.column('post_median')?.filter(Number.isFinite) ?? [];
  if (!post.length || !session.family) return text.historyEmpty;
  const first = median(post.slice(0, 3));
  return words.history(text.value[session.family.value], format.number(first), format.number(post.at(-1)!));
}

export function heldOutWords(session: Session, order: readonly RunName[]): string {
  const { family, evaluations } = session;
  if (!family) return text.heldOutEmpty;
  const sentences = order.flatMap((run) => {
    const values = evaluations[run]?.trace.median?.data;
    if (!values) return [];
    return [words.heldOut(text.runs[run], Array.from(values, format.number).join(' → '))];
  });
  return sentences.length ? words.heldOutAll(text.value[family.value], format.conjunction(sentences)) : text.heldOutEmpty;
}
