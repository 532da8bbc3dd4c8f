// What each picture shows, in words with the current numbers.
import type { RunName, TaskParameter, Trace } from '../engine/protocol.ts';
import { type Words, paragraph } from '../messages/index.ts';
import { countOf, learns, playsTrials, tellsMeans, tellsTotals } from '../state/adapting.ts';
import { means, quartiles } from '../state/held-out-curve.ts';
import { median } from '../state/median.ts';
import { iterationNumber } from '../run/standing.ts';
import { countTables, tableOf } from '../state/truth-table.ts';
import type { Session } from '../state/session.ts';
import { trialAdaptationWords } from './trial-words.ts';

const MOST_PARAMETERS = 8;

export function parametersInWords(parameters: TaskParameter[], task: ArrayLike<number>, words: Words): string {
  const { text, format } = words;
  return someOf(parameters.map((p, i) => text.captions.parameter(p.name, format.number(task[i]!), p.unit)), words);
}

/** A list that stays readable where tasks have many parameters. */
function someOf(parts: string[], words: Words): string {
  const { text, format } = words;
  return format.conjunction(parts.length > MOST_PARAMETERS ? [...parts.slice(0, MOST_PARAMETERS - 2), text.captions.more(format.integer(parts.length - MOST_PARAMETERS + 2))] : parts);
}

export function tasksWords(session: Session, words: Words): string {
  const { text, format } = words;
  const { shown, resolved } = session;
  const tasks = shown?.trace.tasks;
  if (!tasks || !resolved) return text.captions.noTasks;
  const [count = 0, width = 1] = tasks.shape;
  const iteration = format.integer(iterationNumber(shown));
  if (session.family?.drawing === 'field') return functionsWords(session, iteration, words);
  const ranges = resolved.parameters.map((parameter, k) => {
    const column = Array.from({ length: count }, (_, i) => tasks.data[i * width + k]!);
    return text.captions.range(parameter.name, format.number(Math.min(...column)), format.number(Math.max(...column)));
  });
  const sentence = text.captions.tasks(format.integer(count), iteration, someOf(ranges, words));
  const task = session.shownTask;
  if (!task) return sentence;
  const parameters = parametersInWords(resolved.parameters, task, words);
  return paragraph(words, [sentence, session.probe ? text.captions.probed(parameters) : text.captions.chosen(format.integer(shown.task + 1), parameters)]);
}

function functionsWords(session: Session, iteration: string, words: Words): string {
  const { text, format } = words;
  const { data, shape } = session.shown!.trace.tasks!;
  const names = countTables(data).flatMap((count, table) => {
    const name = text.truthTables[table]!;
    return count ? [count > 1 ? text.captions.functionTimes(name, format.integer(count)) : name] : [];
  });
  const sentence = text.captions.functions(format.integer(shape[0]!), iteration, format.conjunction(names));
  const task = session.shownTask;
  if (!task) return sentence;
  const name = text.truthTables[tableOf(task)]!;
  return paragraph(words, [sentence, session.probe ? text.captions.probed(name) : text.captions.chosen(format.integer(session.shown!.task + 1), name)]);
}

export function adaptationWords(session: Session, trace: Trace | null, words: Words): string {
  const { text, format } = words;
  const values = trace?.values?.data;
  const family = session.family;
  if (!values?.length || !family) return text.captions.adaptationWaiting;
  if (playsTrials(family, session.learner)) return trialAdaptationWords(session, trace!, words);
  const quantity = text.value[family.value];
  const steps = Array.from(values.slice(1), (value, i) => (countOf(family, session.learner) === 'example' ? text.captions.afterExamples : text.captions.afterStep)(format.number(value), format.integer(i + 1)));
  const before = format.number(values[0]!);
  return steps.length ? text.captions.adaptation(quantity, before, format.conjunction(steps)) : text.captions.adaptationBefore(quantity, before);
}

export function batchWords(session: Session, words: Words): string {
  const { text, format } = words;
  const { family, shown } = session;
  const { pre, post } = shown?.trace ?? {};
  if (!pre || !post || !family) return text.captions.adaptationWaiting;
  const sign = family.value === 'return' ? 1 : -1;
  const better = Array.from(pre.data).filter((value, i) => sign * (post.data[i]! - value) > 0).length;
  const [count, of] = [format.integer(better), format.integer(pre.data.length)];
  return playsTrials(family, session.learner) ? text.captions.batchTrial(count, of) : text.captions.batch(count, of, text.value[family.value]);
}

export function updateWords(session: Session, words: Words): string {
  const { text, format } = words;
  const { history, family } = session;
  if (!history.length || !family) return text.captions.updateWaiting;
  const last = (name: string) => history.column(name)?.at(-1) ?? Number.NaN;
  const iteration = format.integer(session.completed || history.iterations.at(-1)!);
  const mean = tellsMeans(family, session.resolved);
  const trials = playsTrials(family, session.learner);
  if (tellsTotals(family, session.learner)) return text.captions.updateTotal(iteration, format.number(last('trial_mean')));
  const middle = mean ? 'mean' : 'median';
  const [pre, post] = [format.number(last(`pre_${middle}`)), format.number(last(`post_${middle}`))];
  if (trials) return (mean ? text.captions.updateTrialMean : text.captions.updateTrial)(iteration, pre, post);
  return (mean ? text.captions.updateMean : text.captions.update)(iteration, text.value[family.value], pre, post);
}

export function movedWords(session: Session, trace: Trace | undefined, words: Words): string {
  const { text, format } = words;
  if (!learns(session.learner)) return text.captions.learnsNothing;
  const before = trace?.meta_before?.data;
  const after = trace?.meta_after?.data;
  if (session.history.column('accepted')?.at(-1) === 0) return text.captions.rejected;
  if (!before || !after || before.length !== after.length) return text.captions.updateWaiting;
  if (['mdp', 'grid'].includes(session.family?.drawing ?? '')) {
    // Of places that are numbered, only being another one means something.
    const [rows = 1, width = 1] = trace!.meta_before!.shape.slice(-2);
    const steps = rows - 1;
    const other = Array.from({ length: steps }, (_, t) => t + 1).filter((t) => before.slice(t * width, (t + 1) * width).some((value, i) => value !== after[t * width + i]));
    return text.captions.movedSteps(format.integer(other.length), format.integer(steps));
  }
  const moved = Array.from(before, (value, i) => Math.abs(value - after[i]!)).filter(Number.isFinite);
  return text.captions.moved(format.number(moved.reduce((sum, value) => sum + value, 0) / (moved.length || 1)));
}

export function historyWords(session: Session, words: Words): string {
  const { text, format } = words;
  const { family, learner } = session;
  const trials = playsTrials(family, learner);
  const mean = tellsMeans(family, session.resolved);
  const totals = tellsTotals(family, learner);
  const values = session.history.column(totals ? 'trial_mean' : mean ? 'post_mean' : 'post_median')?.filter(Number.isFinite) ?? [];
  if (!values.length || !family) return text.historyEmpty;
  const [first, now] = [format.number(median(values.slice(0, 3))), format.number(values.at(-1)!)];
  if (totals) return text.captions.historyTotal(first, now);
  if (trials) return (mean ? text.captions.historyTrialMean : text.captions.historyTrial)(first, now);
  return (mean ? text.captions.historyMean : text.captions.history)(text.value[family.value], first, now);
}

export function heldOutWords(session: Session, order: readonly RunName[], words: Words): string {
  const { text, format } = words;
  const { family, learner, evaluations } = session;
  if (!family) return text.heldOutEmpty;
  const trials = playsTrials(family, learner);
  const mean = tellsMeans(family, session.resolved);
  const totals = tellsTotals(family, learner);
  const sentences = order.flatMap((run) => {
    const evaluation = evaluations[run];
    if (!evaluation) return [];
    const trial = evaluation.trace.trial?.data;
    if (totals) return trial ? [text.captions.heldOutTotal(runName(run, words), format.number(trial[3]!), format.number(trial[4]!))] : [];
    const values = (mean ? means : quartiles)(evaluation.trace, evaluation.group)?.middle.map(format.number);
    if (!values?.length) return [];
    return [trials ? text.captions.heldOutEnds(runName(run, words), values[0]!, values.at(-1)!) : text.captions.heldOut(runName(run, words), values.join(' → '))];
  });
  if (!sentences.length) return text.heldOutEmpty;
  const all = format.conjunction(sentences);
  if (totals) return text.captions.heldOutTotals(all);
  if (trials) return (mean ? text.captions.heldOutEpisodesMean : text.captions.heldOutEpisodes)(all);
  if (countOf(family, learner) === 'example') return text.captions.heldOutExamples(text.value[family.value], all);
  return (mean ? text.captions.heldOutMeans : text.captions.heldOutAll)(text.value[family.value], all);
}

/** What a line of the held-out chart is called; a yardstick by its name in a run line, which is short. */
export function runName(run: RunName, { text }: Words): string {
  return text.runs[run] ?? run;
}
