// What each picture shows, in words with the current numbers.
import type { RunName, TaskParameter, Trace } from '../engine/protocol.ts';
import { format, text } from '../messages/index.ts';
import { countOf, learns, playsTrials, tellsMeans, tellsTotals } from '../state/adapting.ts';
import { means, quartiles } from '../state/held-out-curve.ts';
import { median } from '../state/median.ts';
import { countTables, tableOf } from '../state/truth-table.ts';
import type { Session } from '../state/session.ts';
import { trialAdaptationWords } from './trial-words.ts';

const { words } = text;
const MOST_PARAMETERS = 8;

export function parametersInWords(parameters: TaskParameter[], task: ArrayLike<number>): string {
  return someOf(parameters.map((p, i) => words.parameter(p.name, format.number(task[i]!), p.unit)));
}

/** A list that stays readable where tasks have many parameters. */
function someOf(parts: string[]): string {
  return format.conjunction(parts.length > MOST_PARAMETERS ? [...parts.slice(0, MOST_PARAMETERS - 2), words.more(format.integer(parts.length - MOST_PARAMETERS + 2))] : parts);
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
  const sentence = words.tasks(format.integer(count), iteration, someOf(ranges));
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
  if (playsTrials(family, session.learner)) return trialAdaptationWords(session, trace!);
  const quantity = text.value[family.value];
  const steps = Array.from(values.slice(1), (value, i) => (countOf(family, session.learner) === 'example' ? words.afterExamples : words.afterStep)(format.number(value), format.integer(i + 1)));
  const before = format.number(values[0]!);
  return steps.length ? words.adaptation(quantity, before, format.conjunction(steps)) : words.adaptationBefore(quantity, before);
}

export function batchWords(session: Session): string {
  const { family, shown } = session;
  const { pre, post } = shown?.trace ?? {};
  if (!pre || !post || !family) return words.adaptationWaiting;
  const sign = family.value === 'return' ? 1 : -1;
  const better = Array.from(pre.data).filter((value, i) => sign * (post.data[i]! - value) > 0).length;
  const [count, of] = [format.integer(better), format.integer(pre.data.length)];
  return playsTrials(family, session.learner) ? words.batchTrial(count, of) : words.batch(count, of, text.value[family.value]);
}

export function updateWords(session: Session): string {
  const { history, family, progress } = session;
  if (!history.length || !family) return words.updateWaiting;
  const last = (name: string) => history.column(name)?.at(-1) ?? Number.NaN;
  const iteration = format.integer(progress?.status.iteration ?? history.iterations.at(-1)!);
  const mean = tellsMeans(family, session.resolved);
  const trials = playsTrials(family, session.learner);
  if (tellsTotals(family, session.learner)) return words.updateTotal(iteration, format.number(last('trial_mean')));
  const middle = mean ? 'mean' : 'median';
  const [pre, post] = [format.number(last(`pre_${middle}`)), format.number(last(`post_${middle}`))];
  if (trials) return (mean ? words.updateTrialMean : words.updateTrial)(iteration, pre, post);
  return (mean ? words.updateMean : words.update)(iteration, text.value[family.value], pre, post);
}

export function movedWords(session: Session, trace: Trace | undefined): string {
  if (!learns(session.learner)) return words.learnsNothing;
  const before = trace?.meta_before?.data;
  const after = trace?.meta_after?.data;
  if (session.history.column('accepted')?.at(-1) === 0) return words.rejected;
  if (!before || !after || before.length !== after.length) return words.updateWaiting;
  if (['mdp', 'grid'].includes(session.family?.drawing ?? '')) {
    // Of places that are numbered, only being another one means something.
    const [rows = 1, width = 1] = trace!.meta_before!.shape.slice(-2);
    const steps = rows - 1;
    const other = Array.from({ length: steps }, (_, t) => t + 1).filter((t) => before.slice(t * width, (t + 1) * width).some((value, i) => value !== after[t * width + i]));
    return words.movedSteps(format.integer(other.length), format.integer(steps));
  }
  const moved = Array.from(before, (value, i) => Math.abs(value - after[i]!)).filter(Number.isFinite);
  return words.moved(format.number(moved.reduce((sum, value) => sum + value, 0) / (moved.length || 1)));
}

export function historyWords(session: Session): string {
  const { family, learner } = session;
  const trials = playsTrials(family, learner);
  const mean = tellsMeans(family, session.resolved);
  const totals = tellsTotals(family, learner);
  const values = session.history.column(totals ? 'trial_mean' : mean ? 'post_mean' : 'post_median')?.filter(Number.isFinite) ?? [];
  if (!values.length || !family) return text.historyEmpty;
  const [first, now] = [format.number(median(values.slice(0, 3))), format.number(values.at(-1)!)];
  if (totals) return words.historyTotal(first, now);
  if (trials) return (mean ? words.historyTrialMean : words.historyTrial)(first, now);
  return (mean ? words.historyMean : words.history)(text.value[family.value], first, now);
}

export function heldOutWords(session: Session, order: readonly RunName[]): string {
  const { family, learner, evaluations } = session;
  if (!family) return text.heldOutEmpty;
  const trials = playsTrials(family, learner);
  const mean = tellsMeans(family, session.resolved);
  const totals = tellsTotals(family, learner);
  const sentences = order.flatMap((run) => {
    const evaluation = evaluations[run];
    if (!evaluation) return [];
    const trial = evaluation.trace.trial?.data;
    if (totals) return trial ? [words.heldOutTotal(runName(run), format.number(trial[3]!), format.number(trial[4]!))] : [];
    const values = (mean ? means : quartiles)(evaluation.trace, evaluation.group)?.middle.map(format.number);
    if (!values?.length) return [];
    return [trials ? words.heldOutEnds(runName(run), values[0]!, values.at(-1)!) : words.heldOut(runName(run), values.join(' → '))];
  });
  if (!sentences.length) return text.heldOutEmpty;
  const all = format.conjunction(sentences);
  if (totals) return words.heldOutTotals(all);
  if (trials) return (mean ? words.heldOutEpisodesMean : words.heldOutEpisodes)(all);
  if (countOf(family, learner) === 'example') return words.heldOutExamples(text.value[family.value], all);
  return (mean ? words.heldOutMeans : words.heldOutAll)(text.value[family.value], all);
}

/** What a line of the held-out chart is called; a yardstick by its name in a run line, which is short. */
export function runName(run: RunName): string {
  return text.runs[run] ?? run;
}
