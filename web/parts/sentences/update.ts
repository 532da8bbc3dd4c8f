// What comes of the meta-updates, in words with the current numbers.
import type { Words } from '../../messages/index.ts';
import type { RunName } from '../../engine/protocol.ts';
import { means, quartiles } from '../held-out-curve.ts';
import { median } from '../median.ts';
import { sceneOf, type Sight } from '../scene.ts';

/** The unadapted parameters before and after an update. */
export function metaSentences(sight: Sight): string[] {
  const { run, face, words: { text } } = sight;
  const trace = run.updated ?? run.shown?.trace;
  if (run.history.column('accepted')?.at(-1) === 0) return [text.meta.rejected];
  return [(trace && face.meta?.change(sceneOf(sight, trace))) ?? text.update.waiting];
}

/** The iteration completed last, over its batch. */
export function latestSentence({ run, family, resolved: { adaptation }, words: { text, format } }: Sight): string {
  const { history } = run;
  if (!history.length) return text.update.waiting;
  const last = (name: string) => format.number(history.column(name)?.at(-1) ?? Number.NaN);
  const iteration = format.amount(history.iterations.at(-1)!);
  if (adaptation.summary === 'total') return text.history.latestTotal(iteration, last('trial_mean'));
  const { summary } = adaptation;
  const [pre, post] = [last(`pre_${summary}`), last(`post_${summary}`)];
  if (adaptation.trials) return text.history.latestTrial(iteration, summary, pre, post);
  return text.history.latest(iteration, summary, family.value, pre, post);
}

export function historySentences(sight: Sight): string[] {
  const { run, family, resolved: { adaptation }, words: { text, format } } = sight;
  const { summary } = adaptation;
  const values = run.history.column(summary === 'total' ? 'trial_mean' : `post_${summary}`)?.filter(Number.isFinite) ?? [];
  if (!values.length) return [text.update.waiting];
  const [first, now] = [format.number(median(values.slice(0, 3))), format.number(values.at(-1)!)];
  const course =
    summary === 'total'
      ? text.history.courseTotal(first, now)
      : adaptation.trials
        ? text.history.courseTrial(summary, first, now)
        : text.history.course(summary, family.value, first, now);
  return [latestSentence(sight), course];
}

export function heldOutSentences({ run, family, resolved: { adaptation }, words }: Sight, order: readonly RunName[]): string[] {
  const { text, format } = words;
  const { summary, trials, count } = adaptation;
  const each = order.flatMap((name) => {
    const evaluation = run.evaluations[name];
    if (!evaluation) return [];
    if (summary === 'total') {
      const trial = evaluation.trace.trial?.data;
      return trial ? [text.heldOut.total(runName(name, words), format.number(trial[3]!), format.number(trial[4]!))] : [];
    }
    const values = (summary === 'mean' ? means : quartiles)(evaluation.trace, evaluation.group)?.middle.map(format.number);
    if (!values?.length) return [];
    return [trials ? text.heldOut.ends(runName(name, words), values[0]!, values.at(-1)!) : text.heldOut.steps(runName(name, words), values)];
  });
  if (!each.length) return [text.heldOut.empty];
  const all = format.conjunction(each);
  if (summary === 'total') return [text.heldOut.totals(all)];
  if (trials) return [text.heldOut.episodes[summary](all)];
  return [text.heldOut.values[count === 'example' ? 'example' : 'step'](summary, family.value, all)];
}

/** How the lines of the held-out chart are to be read, and of which iteration they are. */
export function heldOutNotes({ run, resolved: { adaptation }, words }: Sight, order: readonly RunName[]): string[] {
  const { text, format } = words;
  const found = order.flatMap((name) => run.evaluations[name] ?? []);
  if (!found.length) return [];
  const notes: string[] = [text.heldOut.notes[adaptation.summary]];
  const group = Math.max(...found.map((evaluation) => evaluation.group));
  if (group > 1) notes.push(text.heldOut.group(format.amount(group)));
  const trained = found.filter(({ run: name }) => name === 'run' || name === 'pretrained');
  if (trained.length) {
    notes.push(text.heldOut.evaluations(format.conjunction(trained.map(({ run: name, iteration }) => text.heldOut.evaluated(runName(name, words), format.amount(iteration))))));
  }
  if (run.evaluations.scratch) notes.push(text.heldOut.scratch);
  return notes;
}

/** The name of a line of the held-out chart; a yardstick has its name in a run line, which is short. */
export function runName(name: RunName, { text }: Words): string {
  return text.heldOut.runs[name] ?? name;
}
