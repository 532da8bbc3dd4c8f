// The phases of the two loops with their numbers: what stands beside each of them, and one sentence about the one just completed.
import type { Status } from '../../engine/protocol.ts';
import { type LoopModel, type LoopNumbers, type LoopPhase, loopNumbers } from '../loop-model.ts';
import type { Sight } from '../scene.ts';

/** All that the loops tell their numbers from. */
export interface LoopScene extends Pick<Sight, 'family' | 'resolved' | 'trace' | 'words'> {
  model: LoopModel;
  /** Each knob's value in force. */
  values: Readonly<Record<string, string>>;
  status: Pick<Status, 'phase' | 'step' | 'steps'> | null;
  /** A statistic of the iteration completed last; NaN where it does not apply. */
  statistic(name: string): number;
}

/** How adaptation is counted, for words that depend on it. */
type Counted = 'gradient' | 'episode' | 'pull' | 'example';

function countedOf({ model, resolved: { adaptation } }: LoopScene): Counted {
  if (adaptation.count === 'step') return 'gradient';
  return model.kind === 'joint' ? 'gradient' : adaptation.count;
}

export function phaseTitle(scene: LoopScene, phase: LoopPhase): string {
  const { phases } = scene.words.text.loops;
  if (phase === 'collect') return phases.collect[countedOf(scene)];
  const { kind } = scene.model;
  if (phase === 'evaluate') return phases.evaluate[kind === 'joint' || kind === 'context' ? kind : countedOf(scene)];
  if (phase === 'adapt') return phases.adapt[kind === 'search' ? kind : 'gradient'];
  return phases[phase];
}

export function innerTitle({ model: { kind, tasks }, words: { text, format } }: LoopScene): string {
  const { inner } = text.loops;
  if (kind === 'search') return inner.gradient(format.amount(tasks));
  const title = kind === 'gradient' || kind === 'context' || kind === 'joint' || kind === 'example' || kind === 'rule' ? inner[kind] : inner.trial;
  return title(format.amount(tasks));
}

export function fateSentence({ model: { kind, learns }, words: { text } }: LoopScene): string {
  return text.loops.fate[kind === 'gradient' && !learns ? 'alone' : kind];
}

export function keptSentence({ model: { learns }, words: { text } }: LoopScene): string {
  return text.loops.kept[learns ? 'updated' : 'nothing'];
}

/** Short texts beside a phase: what is set, and what is measured on the task shown. */
export function phaseNumbers(scene: LoopScene, phase: LoopPhase): string[] {
  const { model, values, family, resolved, status, words: { text, format } } = scene;
  const { numbers: say } = text.loops;
  const known = loopNumbers(scene.trace);
  const number = (value: number) => format.number(value);
  const amount = (name: string) => format.amount(Number(values[name]));
  switch (phase) {
    case 'sample':
      return [say.tasks(format.amount(model.tasks))];
    case 'collect': {
      if (countedOf(scene) !== 'gradient') return status?.phase === 'collect' ? [say.place(...placeOf(scene, status))] : [format.integer(stepsOf(scene))];
      return [values.episodes ? say.episodes(amount('episodes')) : say.points(amount('shots'))];
    }
    case 'adapt': {
      const length = known.moved.at(-1);
      return [...(values.inner_lr ? [say.rate('α', values.inner_lr)] : []), ...(length === undefined ? [] : [say.moved(number(length))])];
    }
    case 'evaluate':
      if (known.before === null) return [];
      if (resolved.adaptation.brief) return [say.total(number(totalOf(known)))];
      return [known.after === null ? say.one(family.value, number(known.before)) : say.change(family.value, number(known.before), number(known.after))];
    case 'update': {
      if (scene.statistic('accepted') === 0) return [say.rejected];
      const gradient = scene.statistic('gradient_norm');
      return [...(values.outer_lr ? [say.rate('β', values.outer_lr)] : []), ...(Number.isFinite(gradient) ? [say.gradient(number(gradient))] : [])];
    }
  }
}

/** The phase completed last, in one sentence; `plain` stands in for it as long as its numbers are not there. */
export function nowSentence(scene: LoopScene, plain: string): string {
  const { status } = scene;
  const known = loopNumbers(scene.trace);
  const wanted: Partial<Record<string, unknown[]>> = { collect: known.all, adapt: known.moved, evaluate: known.all };
  return status && wanted[status.phase]?.length === 0 ? plain : numbered(scene);
}

function numbered(scene: LoopScene): string {
  const { model, values, family, status, words: { text, format } } = scene;
  const { now } = text.loops;
  const tasks = format.amount(model.tasks);
  const known = loopNumbers(scene.trace);
  const number = (value: number | null | undefined) => format.number(value ?? Number.NaN);
  const counted = countedOf(scene);
  if (!status || status.phase === 'sample') return now.sample(tasks);
  const [step, steps] = [format.amount(status.step + 1), format.amount(status.steps)];
  switch (status.phase) {
    case 'collect':
      if (counted === 'episode') return now.episode(...placeOf(scene, status), number(known.latest));
      if (counted === 'pull') return now.pull(...placeOf(scene, status), number(totalOf(known)));
      if (counted === 'example') return now.example(...placeOf(scene, status), number(known.latest));
      if (status.step > 0) return now.again(step, steps, family.value, number(known.latest));
      return (values.episodes ? now.episodes : now.points)(tasks, format.amount(Number(values.episodes ?? values.shots)), number(known.before));
    case 'adapt': {
      const length = number(known.moved.at(-1));
      if (model.kind === 'context') return now.adaptContext(step, steps, length);
      return values.inner_lr ? now.adapt(step, steps, values.inner_lr, length) : now.adaptOwn(step, steps, length);
    }
    case 'evaluate':
      if (model.kind === 'joint') return now.joint(family.value, number(known.before));
      if (counted === 'pull') return now.lastPull(format.amount(stepsOf(scene)), number(totalOf(known)));
      if (counted === 'episode') return now.lastEpisode(number(known.before), number(known.latest));
      if (counted === 'example') return now.lastExample(number(known.before), number(known.latest));
      return (model.kind === 'context' ? now.judgedContext : now.judged)(family.value, number(known.before), number(known.after));
    default: {
      if (!model.learns) return keptSentence(scene);
      if (scene.statistic('accepted') === 0) return text.meta.rejected;
      const gradient = scene.statistic('gradient_norm');
      return Number.isFinite(gradient) ? now.update(tasks, number(gradient)) : now.updated(tasks);
    }
  }
}

/** Episodes or pulls of a trial, or examples of each class. */
function stepsOf({ values, status, resolved: { adaptation } }: LoopScene): number {
  return adaptation.count === 'example' ? (status?.steps ?? Number(values.shots)) : Number(values.episodes);
}

/** The number of the episode, pull or example just made, and of how many. */
function placeOf(scene: LoopScene, { step }: Pick<Status, 'step'>) {
  const { format } = scene.words;
  return [format.amount(step + 1), format.amount(stepsOf(scene))] as const;
}

function totalOf({ all }: LoopNumbers): number {
  return all.reduce((sum, value) => sum + value, 0);
}
