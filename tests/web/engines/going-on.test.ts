// A run that sleeps, is left and taken up again, is saved, forked, or loses its worker has the bits of one that was left alone.
import { afterEach, expect, test } from 'vitest';
import { Pool } from '../../../web/engine/pool.ts';
import { Run } from '../../../web/run/run.ts';
import { loadEngine } from '../../../wasm/load-node.mjs';
import { stubMessageChannel } from '../fake/message-channel.ts';
import { module } from '../fake/sources.ts';
import { until } from '../fake/until.ts';
import { FakeWorker } from '../fake/worker.ts';

stubMessageChannel();

const pools: Pool[] = [];
afterEach(() => pools.splice(0).forEach((pool) => pool.close()));

async function begin(line: string): Promise<Run> {
  const pool = new Pool({ engine: module, worker: () => new FakeWorker(loadEngine), most: 1, idle: 0 });
  pools.push(pool);
  const run = new Run({ pool });
  const started = await run.start(line);
  expect(started, JSON.stringify([run.problem, run.complaint])).toBe(true);
  await until(() => run.progress !== null);
  return run;
}

const standing = (run: Run) => run.progress?.running === false;

async function iterations(run: Run, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const target = run.completed + 1;
    run.step('iteration');
    await until(() => run.completed === target && standing(run) && !run.underWay, 60_000);
  }
}

/** To the middle of an iteration: on by some phases. */
async function phases(run: Run, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const { phase, step } = run.progress!.status;
    run.step('phase');
    await until(() => standing(run) && (run.progress!.status.phase !== phase || run.progress!.status.step !== step), 60_000);
  }
}

const receipt = (run: Run) => run.progress!.receipt;

/** Both do the same; only the second is disturbed. */
async function compare(line: string, disturb: (run: Run) => Promise<Run>): Promise<void> {
  const runs: Run[] = [];
  for (const disturbed of [false, true]) {
    let run = await begin(line);
    const between = async () => {
      if (disturbed) run = await disturb(run);
    };
    await iterations(run, 2);
    await between();
    await phases(run, 2);
    await between();
    const knob = run.resolved!.live.find((key) => ['inner_lr', 'outer_lr', 'entropy_coef'].includes(key))!;
    expect(knob).toBeDefined();
    await run.setKnob(knob, '0.0123');
    expect(run.complaint).toBeNull();
    await between();
    await iterations(run, 1);
    await phases(run, 1);
    await between();
    await iterations(run, 2);
    runs.push(run);
  }
  const [alone, disturbed] = runs as [Run, Run];
  expect(receipt(disturbed)).toEqual(receipt(alone));
  expect(disturbed.completed).toBe(5);
  expect(disturbed.history.data).toEqual(alone.history.data);
  for (const run of runs) run.dispose();
}

const SLOW = { timeout: 240_000 };
const line = 'learner=maml&tasks=point-navigation&meta_batch_size=4&block=2&episodes=3&horizon=12&test_tasks=3&seed=5';
const lines = [
  line,
  'learner=reptile&tasks=sinusoid&meta_batch_size=4&test_tasks=3',
  'learner=rl2&tasks=bernoulli-bandit&meta_batch_size=4&episodes=5&test_tasks=3',
  'learner=pearl&tasks=point-navigation&meta_batch_size=4&episodes=2&horizon=12&test_tasks=3',
];

test.each(lines)('After sleep: %s', SLOW, async (each) => {
  await compare(each, async (run) => {
    await run.sleep();
    expect(run.asleep).toBe(true);
    await run.wake();
    return run;
  });
});

test('After being left for another run and taken up again', SLOW, async () => {
  await compare(line, async (run) => {
    expect(await run.start('learner=maml&tasks=sinusoid&meta_batch_size=2')).toBe(true);
    expect(await run.undo()).toBe(true);
    return run;
  });
});

test('After being forked: the fork', SLOW, async () => {
  await compare(line, async (run) => (await run.fork())!);
});

test('After being saved and resumed in another page', SLOW, async () => {
  await compare(line, async (run) => {
    const saved = structuredClone(await run.save());
    const other = await begin(line);
    expect(await other.resume(saved)).toBe(true);
    await until(() => other.progress !== null && other.completed === run.completed);
    return other;
  });
});

test('After the worker was lost', SLOW, async () => {
  await compare(line, async (run) => {
    run.dismiss();
    run.crash();
    await until(() => run.notice?.code === 'recovered' || run.complaint?.code === 'lost');
    // A second loss soon after is not tried again by itself; what is asked next tries it.
    await iterations(run, 0);
    return run;
  });
});
