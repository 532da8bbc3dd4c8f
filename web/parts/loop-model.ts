// The two loops of a run as they are: which phases an iteration has, what each of them works on, what is dropped after a task and what is
// kept after the iteration. Made from the resolved line and a trace alone.
import type { Status, Trace } from '../engine/protocol.ts';
import type { Scene } from '../faces/face.ts';

/** The phases of an iteration, as the core names them. */
export type LoopPhase = 'sample' | 'collect' | 'adapt' | 'evaluate' | 'update';

/**
 * What adapts to a task: parameters by gradient steps or towards tried policies, or a context beside them; what a trial leaves in a memory, a belief, a guess, a place or a model of the
 * world; the choice of one of several learners; prototypes of examples; the counts of a fixed rule; or nothing, where one network learns all tasks together.
 */
export type LoopKind = 'gradient' | 'search' | 'context' | 'memory' | 'belief' | 'latent' | 'embedding' | 'model' | 'choice' | 'example' | 'rule' | 'joint';

export interface LoopModel {
  kind: LoopKind;
  /** Phases within the inner loop, in their order. */
  inner: LoopPhase[];
  /** Whether an iteration ends in a meta-update. */
  learns: boolean;
  /** Tasks of an iteration. */
  tasks: number;
}

/** The letters that stand for what adapts to a task. */
export const CARRIED: Record<LoopKind, string> = { gradient: 'θ′', search: 'θ′', context: 'c', memory: 'h', belief: 'b', latent: 'z', embedding: 'c', model: 'θ′', choice: 'a', example: 'c', rule: 'n', joint: 'θ' };

/** `values`: each knob's value in force. */
export function loopModel({ learner, resolved: { adaptation } }: Pick<Scene, 'learner' | 'resolved'>, values: Readonly<Record<string, string>>): LoopModel {
  const kind = kindOf(learner.adapts, adaptation, values);
  const inner: Record<LoopKind, LoopPhase[]> = {
    gradient: ['collect', 'adapt', 'evaluate'],
    search: ['collect', 'adapt', 'evaluate'],
    context: ['collect', 'adapt', 'evaluate'],
    memory: ['collect', 'evaluate'],
    belief: ['collect', 'evaluate'],
    latent: ['collect', 'evaluate'],
    embedding: ['collect', 'evaluate'],
    choice: ['collect', 'evaluate'],
    example: ['collect', 'evaluate'],
    model: ['collect', 'evaluate'],
    rule: ['collect', 'evaluate'],
    joint: ['evaluate'],
  };
  return { kind, inner: inner[kind], learns: 'outer' in values || kind === 'choice', tasks: Number(values.meta_batch_size ?? 1) };
}

function kindOf(adapts: Scene['learner']['adapts'], { count, learns }: Scene['resolved']['adaptation'], values: Readonly<Record<string, string>>): LoopKind {
  if (count === 'example') return 'example';
  if (!learns) return 'rule';
  if (adapts !== 'gradient') return adapts;
  // A learner of gradient steps that takes none while it trains learns all tasks with the same parameters.
  if (!('inner_steps' in values)) return 'joint';
  return 'context_parameters' in values ? 'context' : 'gradient';
}

/** The phase that is lit: the one under way, or the one just completed, which is what is seen. */
export function litPhase({ inner, learns }: LoopModel, { phase, step, steps, done }: Pick<Status, 'phase' | 'step' | 'steps' | 'done'>): LoopPhase {
  const order: LoopPhase[] = ['sample', ...inner, ...(learns ? (['update'] as const) : [])];
  const at = order.indexOf(phase as LoopPhase);
  if (done === 0 || at < 0) return order[Math.max(0, at)]!;
  // Data is collected again before each further step of adaptation.
  const repeats = inner.includes('adapt') ? 'adapt' : 'collect';
  if (phase === repeats && step + 1 < steps) return 'collect';
  return order[(at + 1) % order.length]!;
}

/** Numbers of the task shown, as far as they are known. */
export interface LoopNumbers {
  /** Its losses or returns, one for each moment of adaptation: gradient steps, episodes, pulls or examples. */
  all: number[];
  before: number | null;
  latest: number | null;
  /** After adaptation; null before there is another value than the first. */
  after: number | null;
  /** Length of each inner step taken so far. */
  moved: number[];
}

export function loopNumbers(trace: Trace | null): LoopNumbers {
  const all = Array.from(trace?.values?.data ?? []).filter(Number.isFinite);
  const latest = all.at(-1) ?? null;
  return { all, before: all[0] ?? null, latest, after: all.length > 1 ? latest : null, moved: Array.from(trace?.parameter_norms?.data ?? []) };
}
