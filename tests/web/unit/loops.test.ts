import { beforeAll, describe, expect, test } from 'vitest';
import type { Status } from '../../../web/engine/protocol.ts';
import { type Words, loadWords, wordsFor } from '../../../web/messages/index.ts';
import { type LoopKind, litPhase, loopModel } from '../../../web/parts/loop-model.ts';
import { type LoopScene, fateSentence, innerTitle, keptSentence, nowSentence, phaseNumbers, phaseTitle } from '../../../web/parts/sentences/loops.ts';
import { stepTo } from '../../../web/run/step-to.ts';
import { type Recorded, recorded } from '../fake/recorded.ts';

const find = (name: string) => recorded.find((one) => one.name === name)!;
type Told = Pick<Status, 'phase' | 'step' | 'steps'>;

function sceneOf({ family, learner, resolved, traces }: Recorded, words: Words, status: Told, { without = [] as string[], statistics = {} as Record<string, number> } = {}): LoopScene {
  const values = Object.fromEntries(Object.entries(resolved.values).filter(([name]) => !without.includes(name)));
  return { family, resolved, words, values, status, trace: traces.complete, model: loopModel({ learner, resolved }, values), statistic: (name) => statistics[name] ?? Number.NaN };
}

const en = wordsFor('en');
const told = (scene: LoopScene) => nowSentence(scene, 'No numbers yet.');
const update: Told = { phase: 'update', step: 0, steps: 2 };

beforeAll(() => loadWords('zh'));

test('What adapts to a task is what the core says of the learner, and a rule learns nothing', () => {
  const kinds: Array<[string, LoopKind, boolean]> = [
    ['curve-maml', 'gradient', true],
    ['curve-cavia', 'context', true],
    ['plane-promp', 'gradient', true],
    ['bandit-rl2', 'memory', true],
    ['grid-varibad', 'belief', true],
    ['plane-pearl-sparse', 'latent', true],
    ['plane-prototypes', 'embedding', true],
    ['cart-pole-grbal', 'model', true],
    ['classes-prototypes', 'example', true],
    ['bandit-selector', 'choice', true],
    ['bandit-thompson-50', 'rule', false],
    ['two-step-model-based', 'rule', false],
  ];
  for (const [name, kind, learns] of kinds) {
    const { model } = sceneOf(find(name), en, update);
    expect([model.kind, model.learns], name).toEqual([kind, learns]);
    expect(model.inner.includes('adapt'), name).toBe(kind === 'gradient' || kind === 'context');
  }
  expect(sceneOf(find('curve-maml'), en, update).model.tasks).toBe(3);
});

test('A network that starts from scratch keeps nothing, and one trained on all tasks at once has no inner loop', () => {
  const scratch = sceneOf(find('curve-maml'), en, update, { without: ['outer', 'outer_lr'] });
  expect(scratch.model.learns).toBe(false);
  expect(fateSentence(scratch)).toBe('θ′ is discarded.');
  expect(keptSentence(scratch)).toMatch(/^No outer loop/);
  const joint = sceneOf(find('curve-maml'), en, update, { without: ['inner_steps'] });
  expect(joint.model).toMatchObject({ kind: 'joint', inner: ['evaluate'], learns: true });
  expect(innerTitle(joint)).toBe('No inner loop: 3 tasks are learned together');
  expect(phaseTitle(joint, 'evaluate')).toBe('Judge θ');
});

test('The numbers of a phase are those of the trace and of the knobs in force', () => {
  const scene = sceneOf(find('curve-maml'), en, { phase: 'evaluate', step: 0, steps: 2 }, { statistics: { gradient_norm: 1.25 } });
  expect(phaseNumbers(scene, 'sample')).toEqual(['3 tasks']);
  expect(phaseNumbers(scene, 'collect')).toEqual(['5 points each']);
  expect(phaseNumbers(scene, 'adapt')).toEqual(['α = 0.01', 'moved by 0.0537']);
  expect(phaseNumbers(scene, 'evaluate')).toEqual(['loss 2.06 → 2.14']);
  expect(phaseNumbers(scene, 'update')).toEqual(['β = 0.001', 'gradient 1.25']);
  expect(told(scene)).toBe('On the task shown the loss was 2.06 with θ and is 2.14 with θ′.');
  expect(told({ ...scene, status: { phase: 'adapt', step: 1, steps: 2 } })).toMatch(/^Inner step 2 of 2, of size α = 0\.01, moved the parameters by 0\.0537 /);
  expect(told({ ...scene, status: update })).toMatch(/meta-gradient has length 1\.25\.$/);
  expect(told({ ...scene, status: update, statistic: () => 0 })).toMatch(/this update was rejected/);
});

test('As long as its numbers are not there a phase is told without them', () => {
  const scene = { ...sceneOf(find('curve-maml'), en, update), trace: find('curve-maml').traces.sampled };
  for (const phase of ['collect', 'adapt', 'evaluate']) expect(told({ ...scene, status: { phase, step: 0, steps: 2 } })).toBe('No numbers yet.');
  expect(told({ ...scene, status: { phase: 'sample', step: 0, steps: 2 } })).toBe('3 tasks were sampled.');
});

test('A context adapts beside parameters that stay as they are', () => {
  const scene = sceneOf(find('curve-cavia'), en, { phase: 'adapt', step: 0, steps: 1 });
  expect(told(scene)).toMatch(/moved the context c by [\d.]+ on the task shown; θ stays as it is\.$/);
  expect(fateSentence(scene)).toBe('The context c is used for the update, then empty again.');
  expect(phaseTitle(scene, 'evaluate')).toBe('Judge c');
});

test('A trial tells its episodes, a bandit its pulls and their total', () => {
  const trial = sceneOf(find('plane-rl2'), en, { phase: 'collect', step: 1, steps: 2 });
  expect(phaseNumbers(trial, 'collect')).toEqual(['2 of 3']);
  expect(told(trial)).toMatch(/^Episode 2 of 3 was played/);
  const { values } = find('bandit-thompson-50').traces.complete;
  const total = values!.data.reduce((sum, value) => sum + value, 0);
  const bandit = sceneOf(find('bandit-thompson-50'), en, { phase: 'evaluate', step: 19, steps: 19 });
  expect(phaseNumbers(bandit, 'evaluate')).toEqual([`reward so far ${total}`]);
  expect(told(bandit)).toBe(`On the task shown 20 pulls brought ${total} in all.`);
});

describe.each(recorded.map((record) => [record.name, record] as const))('%s', (_, record) => {
  test.each(['en', 'zh'])('has a text for every phase in %s, before there is any number and after', (language) => {
    const words = wordsFor(language);
    expect(words.language).toBe(language);
    for (const trace of [record.traces.sampled, record.traces.complete]) {
      const scene = { ...sceneOf(record, words, update), trace };
      const phases = ['sample', ...scene.model.inner, 'update'] as const;
      const texts = [innerTitle(scene), fateSentence(scene), keptSentence(scene), ...phases.flatMap((phase) => [phaseTitle(scene, phase), ...phaseNumbers(scene, phase)])];
      for (const phase of phases) texts.push(told({ ...scene, status: { phase, step: 0, steps: 3 } }));
      for (const text of texts) expect(text, text).toMatch(/^(?!.*(undefined|NaN|\[object)).+$/);
    }
    for (const phase of ['sample', ...loopModel(record, record.resolved.values).inner]) {
      expect(told(sceneOf(record, words, { phase, step: 0, steps: 3 })), phase).not.toContain('–');
    }
  });
});

test('The phase that is lit is the one under way, else the one just completed', () => {
  const gradient = loopModel(find('curve-maml'), find('curve-maml').resolved.values);
  const at = (phase: string, done: number, step = 0, steps = 2) => litPhase(gradient, { phase, step, steps, done });
  expect(['sample', 'collect', 'adapt', 'evaluate', 'update'].map((phase) => at(phase, 0))).toEqual(['sample', 'collect', 'adapt', 'evaluate', 'update']);
  expect(at('sample', 1)).toBe('collect');
  expect(at('adapt', 1, 0)).toBe('collect');
  expect(at('adapt', 1, 1)).toBe('evaluate');
  expect(at('evaluate', 1)).toBe('update');
  expect(at('update', 1)).toBe('sample');
  const rule = loopModel(find('mdp-psrl'), find('mdp-psrl').resolved.values);
  expect(litPhase(rule, { phase: 'collect', step: 0, steps: 2, done: 1 })).toBe('collect');
  expect(litPhase(rule, { phase: 'collect', step: 1, steps: 2, done: 1 })).toBe('evaluate');
  expect(litPhase(rule, { phase: 'evaluate', step: 2, steps: 2, done: 1 })).toBe('sample');
});

describe('running up to a phase', () => {
  const ORDER = ['sample', 'collect', 'adapt', 'evaluate', 'update'];

  class Steps {
    playing = false;
    place = 1;
    at = 0;
    taken = 0;
    state: Status['state'] = 'ready';
    onStep = () => {};

    constructor(private readonly order = ORDER) {}

    get completed(): number {
      return Math.floor((this.at + 1) / this.order.length);
    }

    get progress() {
      return { status: { phase: this.order[this.at % this.order.length]!, state: this.state } } as never;
    }

    async step(): Promise<void> {
      this.taken += 1;
      this.at += 1;
      this.onStep();
    }
  }

  test('stops where that phase is complete, at once or after the turn of the iteration', async () => {
    const run = new Steps();
    await stepTo(run, 'evaluate');
    expect(run.taken).toBe(3);
    await stepTo(run, 'collect');
    expect(run.taken).toBe(6);
    await stepTo(run, 'collect');
    expect(run.taken).toBe(11);
  });

  test('gives up where there is no such phase', async () => {
    const run = new Steps(['sample', 'evaluate']);
    await stepTo(run, 'update');
    expect(run.taken).toBeLessThanOrEqual(4);
  });

  test.each([
    ['is played', (run: Steps): void => void (run.playing = true)],
    ['is another one', (run: Steps): void => void (run.place = 2)],
    ['diverged', (run: Steps): void => void (run.state = 'diverged')],
  ] as const)('stops where the run %s', async (_, happens) => {
    const run = new Steps();
    run.onStep = () => happens(run);
    await stepTo(run, 'update');
    expect(run.taken).toBe(1);
  });

  test('the latest request holds', async () => {
    const run = new Steps();
    await Promise.all([stepTo(run, 'update'), stepTo(run, 'adapt')]);
    expect(run.progress).toMatchObject({ status: { phase: 'adapt' } });
    expect(run.taken, 'each has stepped once').toBe(2);
  });
});
