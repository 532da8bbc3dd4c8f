import { afterEach, expect, test, vi } from 'vitest';
import type { Engine, Inspected, Report } from '../../../web/engine/protocol.ts';
import { isRefusal } from '../../../web/engine/protocol.ts';
import { Inspection } from '../../../web/engine/inspection.ts';
import { Probe } from '../../../web/engine/probe.ts';
import { Runner } from '../../../web/engine/runner.ts';
import { Turns } from '../../../web/engine/turns.ts';
import { Findings } from '../../../web/engine/yardsticks.ts';
import createEngine from '../fake/engine.mjs';
import { stubMessageChannel } from '../fake/message-channel.ts';
import { until } from '../fake/until.ts';

stubMessageChannel();

const runners: Runner[] = [];
afterEach(() => {
  runners.splice(0).forEach((runner) => runner.close());
  vi.unstubAllEnvs();
});

const LINE = 'learner=maml&tasks=sinusoid';

function runnerOn(engine: Engine, reports: Report[]): Runner {
  const failed = (error: unknown) => {
    throw error;
  };
  const runner = new Runner({ engine, description: JSON.parse(engine.describe()), turns: new Turns(failed), findings: new Findings() }, (report) => reports.push(report));
  runners.push(runner);
  return runner;
}

async function start(line = LINE, companions = true, engine?: Engine) {
  const reports: Report[] = [];
  const runner = runnerOn(engine ?? (await createEngine()), reports);
  const answer = runner.create(line, new Float32Array(0), companions);
  const of = <K extends Report['kind']>(kind: K) => reports.filter((report) => report.kind === kind) as Array<Extract<Report, { kind: K }>>;
  return { runner, answer, of };
}

test('A run that has just been created stands still with its first tasks sampled', async () => {
  const { of } = await start();
  await until(() => of('trace').length > 0);
  expect(of('trace')[0]).toMatchObject({ complete: false, iteration: 0 });
  expect(of('trace')[0]!.trace.tasks!.shape).toEqual([20, 2]);
  expect(of('progress').at(-1)!.progress.running).toBe(false);
});

test('A run is there before the labs of what it is measured against, which its first change and its parking take along', async () => {
  const engine = await createEngine();
  const lines: string[] = [];
  const { Lab } = engine;
  engine.Lab = class extends Lab {
    override create(line: string, parameters: Float32Array): string {
      lines.push(line);
      return super.create(line, parameters);
    }
  };
  const changed = await start(LINE, true, engine);
  expect(lines.length).toBe(1);
  changed.runner.change('inner_lr', '0.05');
  expect(lines.slice(1).map((line) => /learner=([^&]*)/.exec(line)![1])).toEqual(['scratch', 'pretrained']);
  expect(lines.join()).not.toContain('@');
  const { runner } = await start(LINE, true, engine);
  expect(runner.park()!.beside!.companions.map(({ name }) => name)).toEqual(['scratch', 'pretrained']);
});

test('A refused line leaves the runner without a run and says which key is to blame', async () => {
  const { answer } = await start('learner=maml&nonsense=1');
  expect(isRefusal(answer) && answer.key).toBe('nonsense');
});

test('One step ends at the next phase, an iteration at its update', async () => {
  const { runner, of } = await start();
  const status = () => of('progress').at(-1)!.progress;
  runner.step('phase');
  await until(() => !status().running && status().status.phase === 'collect');
  runner.step('iteration');
  await until(() => !status().running && status().status.iteration === 1);
  expect(status().status.phase).toBe('update');
  expect(of('trace').at(-1)!.trace.meta_after).toBeDefined();
});

test('At full speed every iteration is reported once and in order, in few messages', async () => {
  vi.stubEnv('FAKE_MILLISECONDS', '0.05');
  const { runner, of } = await start();
  runner.play('full');
  await until(() => (of('progress').at(-1)?.progress.status.iteration ?? 0) >= 20);
  runner.pause();
  const iterations = of('statistics').flatMap((report) => [...report.iterations]);
  expect(iterations).toEqual(Array.from({ length: iterations.length }, (_, i) => i + 1));
  expect(of('statistics').length).toBeLessThan(iterations.length);
  expect(of('progress').at(-1)!.progress.running).toBe(false);
});

test('At full speed the same task is shown for a second, and that of where it comes to stand at once', async () => {
  vi.stubEnv('FAKE_MILLISECONDS', '0.05');
  const { runner, of } = await start();
  const at: number[] = [];
  const begin = performance.now();
  runner.play('full');
  await until(() => {
    while (at.length < of('trace').length) at.push(performance.now() - begin);
    return performance.now() - begin > 1600;
  });
  // The first is of the run as it stood.
  expect(at.filter((time) => time > 300).length).toBeLessThanOrEqual(2);
  expect(of('progress').at(-1)!.progress.status.iteration).toBeGreaterThan(20);
  runner.pause();
  const { iteration } = of('progress').at(-1)!.progress.status;
  await until(() => of('trace').at(-1)!.iteration === iteration);
});

test('While it stands still, the run, scratch and pretrained are evaluated at the same iteration', async () => {
  const { runner, of } = await start();
  runner.step('iteration');
  const latest = (run: string) => of('evaluation').filter((report) => report.evaluation.run === run).at(-1)?.evaluation.iteration;
  await until(() => latest('run') === 1 && latest('pretrained') === 1 && latest('scratch') === 0);
});

test('How long an iteration takes is known before anything is played', async () => {
  const { of } = await start();
  await until(() => (of('progress').at(-1)?.progress.iterationTime ?? 0) > 0);
  expect(of('progress').at(-1)!.progress.status.iteration).toBe(0);
});

test('A probe is answered while the run goes on, and one that cannot be is refused', async () => {
  const { runner } = await start();
  runner.play('full');
  const answers: unknown[] = [];
  runner.study(new Probe(1, Float32Array.of(2, 1), 2, (found) => answers.push(found)));
  await until(() => answers.length === 1);
  expect(answers[0]).toHaveProperty('grid_outputs');
  runner.study(new Probe(2, Float32Array.of(Number.NaN, 1), 2, (found) => answers.push(found)));
  expect(isRefusal(answers[1])).toBe(true);
});

test('An inspection goes on beside a run and a probe; one that is given up, or for which another is asked, is answered by null', async () => {
  const { runner, of } = await start();
  runner.play('full');
  const answers: Array<[request: number, found: unknown]> = [];
  const inspect = (request: number) => runner.study(new Inspection(request, (found) => answers.push([request, found])));
  inspect(1);
  inspect(2);
  expect(answers).toEqual([[1, null]]);
  runner.study(new Probe(3, Float32Array.of(2, 1), 2, () => answers.push([3, null])));
  await until(() => answers.length === 3);
  const found = answers.find(([request]) => request === 2)![1] as Inspected;
  expect(found.trace.agreement!.data[1]).toBeCloseTo(0.02);
  expect(found.times.differences).toBeGreaterThan(0);
  expect(found.times.reach).toBe(0);
  inspect(4);
  await until(() => of('share').some(({ request, share }) => request === 4 && share > 0));
  runner.cancelStudy(4);
  runner.cancelStudy(4);
  inspect(5);
  runner.create('learner=rl2&tasks=bernoulli-bandit', new Float32Array(0), false);
  inspect(6);
  expect(answers.slice(3, 5)).toEqual([[4, null], [5, null]]);
  expect(isRefusal(answers[5]![1])).toBe(true);
});

test('Snapshots come while it computes, and a run restored from one goes on from there', async () => {
  const { runner, of } = await start();
  runner.play('full');
  await until(() => of('snapshot').length > 0);
  runner.pause();
  const { bytes, iteration } = of('snapshot')[0]!;
  expect(isRefusal(runner.restore(bytes, true))).toBe(false);
  await until(() => of('progress').at(-1)!.progress.status.iteration === iteration);
  expect(isRefusal(runner.restore(Uint8Array.of(1, 2, 3), true))).toBe(true);
  expect(of('progress').at(-1)!.progress.status.iteration).toBe(iteration);
});

test('A knob that is changed while the run goes on holds for what the run is measured against, too', async () => {
  const { runner, of } = await start();
  runner.step('iteration');
  const evaluations = (run: string) => of('evaluation').filter((report) => report.evaluation.run === run).length;
  await until(() => evaluations('scratch') === 1 && evaluations('pretrained') > 0);
  expect(isRefusal(runner.change('inner_lr', '0.2'))).toBe(false);
  await until(() => evaluations('scratch') === 2);
});

test('At full speed a pause comes after a whole iteration, so that every picture is complete', async () => {
  // Only a short iteration is worth finishing, and this one shall be short whatever else the machine does.
  vi.stubEnv('FAKE_MILLISECONDS', '0.05');
  const { runner, of } = await start();
  for (let i = 1; i <= 5; i++) {
    runner.play('full');
    await until(() => (of('progress').at(-1)?.progress.status.iteration ?? 0) >= 3 * i && of('progress').at(-1)!.progress.iterationTime < 20);
    runner.pause();
    expect(of('progress').at(-1)!.progress).toMatchObject({ running: false, complete: true });
  }
});

test('Standing still, the latest iteration is kept, however little was computed', async () => {
  const { runner, of } = await start();
  for (let i = 1; i <= 3; i++) {
    runner.step('iteration');
    await until(() => of('snapshot').at(-1)?.iteration === i);
  }
});

test('After a loss nothing is computed beside the run but its own evaluation', async () => {
  const { runner, of } = await start(LINE, false);
  runner.step('iteration');
  await until(() => of('evaluation').some(({ evaluation }) => evaluation.iteration === 1));
  expect(new Set(of('evaluation').map(({ evaluation }) => evaluation.run))).toEqual(new Set(['run']));
});

test('A bandit’s run is measured against its yardsticks, each asked once for as long as the tasks are the same', async () => {
  const begun = vi.fn();
  const engine: Engine = await createEngine();
  class Watched extends engine.Lab {
    override begin_evaluation(tasks: number, steps: number): string {
      begun(JSON.parse(this.receipt()).run, tasks, steps);
      return super.begin_evaluation(tasks, steps);
    }
  }
  const reports: Report[] = [];
  const runner = runnerOn({ ...engine, Lab: Watched }, reports);
  const measured = (name: string) => reports.filter((report) => report.kind === 'evaluation' && report.evaluation.run === name).length;
  const asked = (name: string) => begun.mock.calls.filter(([line]) => line.includes(`learner=${name}&`));
  runner.create('learner=rl2&tasks=bernoulli-bandit', new Float32Array(0), true);
  await until(() => measured('random') === 1 && measured('thompson') === 1);
  expect(measured('scratch') + measured('pretrained')).toBe(0);
  // What a yardstick does not depend on does not make it play again.
  runner.create('learner=rl2&tasks=bernoulli-bandit&meta_batch_size=5', new Float32Array(0), true);
  await until(() => measured('random') === 2 && measured('thompson') === 2);
  expect(asked('thompson')).toHaveLength(1);
  // Beside gradient steps it plays as many episodes as they collect.
  runner.create('learner=maml&tasks=bernoulli-bandit', new Float32Array(0), true);
  await until(() => measured('thompson') === 3 && measured('scratch') === 1);
  // Steps 0 to 3, of 4 episodes each.
  expect(asked('thompson').at(-1)!.slice(1)).toEqual([20, 15]);
  expect(reports.flatMap((report) => (report.kind === 'evaluation' && report.evaluation.run === 'thompson' ? [report.evaluation.group] : []))).toEqual([1, 1, 4]);
});

test('A run that plays comes to stand at the iteration that it was told, and plays on when asked', async () => {
  const { runner, of } = await start();
  runner.play('full', 7);
  await until(() => of('progress').at(-1)?.progress.running === false && of('progress').at(-1)!.progress.status.iteration === 7);
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(of('progress').at(-1)!.progress).toMatchObject({ running: false, complete: true, status: { iteration: 7 } });
  expect(runner.receipt()).toMatchObject({ iteration: 7 });
  runner.play('full', 7);
  await until(() => of('progress').at(-1)!.progress.status.iteration > 9);
});
