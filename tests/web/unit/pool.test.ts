import { afterEach, beforeEach, expect, test } from 'vitest';
import { EngineProblem } from '../../../web/engine/check.ts';
import { Pool, type PoolOptions, poolFor } from '../../../web/engine/pool.ts';
import type { RunListener } from '../../../web/engine/worker-link.ts';
import { errand } from '../../../web/engine/worker-link.ts';
import { stubMessageChannel } from '../fake/message-channel.ts';
import { module } from '../fake/sources.ts';
import { until } from '../fake/until.ts';
import { FakeWorker, alive, started } from '../fake/worker.ts';

stubMessageChannel();

const pools: Pool[] = [];
function poolOf(options: PoolOptions = {}): Pool {
  const pool = new Pool({ engine: module, worker: () => new FakeWorker(), idle: 20, ...options });
  pools.push(pool);
  return pool;
}
beforeEach(() => void (started.length = 0));
afterEach(() => {
  pools.splice(0).forEach((pool) => pool.close());
  expect(alive.workers).toBe(0);
});

const silent = (): RunListener => ({ report: () => undefined, lost: () => undefined });

test('Runs are spread over a bounded number of workers, each to the one that has fewest', async () => {
  const pool = poolOf({ most: 2 });
  const leases = await Promise.all([0, 1, 2, 3, 4].map(() => pool.lease(silent())));
  expect(pool.usage).toMatchObject({ workers: 2, runs: 5 });
  leases[0]!.release();
  leases[2]!.release();
  leases[4]!.release();
  await pool.lease(silent());
  expect(pool.usage).toMatchObject({ workers: 2, runs: 3 });
  const opened = started.map(({ heard }) => heard.filter(({ kind }) => kind === 'open').length);
  expect(opened).toEqual([1, 1]);
});

test('A worker without a run is kept a short while, and serves whoever comes meanwhile', async () => {
  const pool = poolOf();
  (await pool.lease(silent())).release();
  expect(pool.usage.workers).toBe(1);
  const again = await pool.lease(silent());
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(started).toHaveLength(1);
  expect(alive.workers).toBe(1);
  again.release();
  await until(() => alive.workers === 0);
  expect(pool.usage).toEqual({ workers: 0, runs: 0, outstanding: 0 });
});

test('A description takes no worker for long, and is asked for once', async () => {
  const pool = poolOf();
  const [first, second] = await Promise.all([pool.describe(), pool.describe()]);
  expect(second).toBe(first);
  await until(() => alive.workers === 0);
  await pool.describe();
  expect(started).toHaveLength(1);
});

test('A line is resolved without a run', async () => {
  const pool = poolOf({ idle: 0 });
  // The worker that serves is not given up for being without a run.
  expect(await pool.resolve('learner=maml&tasks=sinusoid')).toMatchObject({ status: 'ok' });
  expect(await pool.resolve('learner=nobody')).toMatchObject({ status: 'refused', key: 'learner' });
});

test('What cannot be loaded is said, leaves no worker behind, and may be tried again', async () => {
  const wrong = poolOf({ engine: new TextEncoder().encode('<!doctype html>') });
  await expect(wrong.lease(silent())).rejects.toMatchObject({ problem: 'not-wasm' });
  await expect(wrong.describe()).rejects.toThrow(EngineProblem);
  expect(wrong.usage).toEqual({ workers: 0, runs: 0, outstanding: 0 });
  expect(alive.workers).toBe(0);
});

test('A worker that cannot be started, or fails before it is open, is a problem of the worker', async () => {
  const forbidden = poolOf({
    worker: () => {
      throw new Error('refused by policy');
    },
  });
  await expect(forbidden.lease(silent())).rejects.toMatchObject({ problem: 'worker', detail: 'refused by policy' });
  const broken = poolOf();
  const lease = broken.lease(silent());
  started.at(-1)!.die('no such script');
  await expect(lease).rejects.toMatchObject({ problem: 'worker', detail: 'no such script' });
  expect(broken.usage.workers).toBe(0);
});

test('Whatever a released run waited for is answered by null, and nothing stays outstanding', async () => {
  const pool = poolOf();
  const lease = await pool.lease(silent());
  const { errand: asking, answer } = errand('create', { line: 'learner=maml', parameters: new Float32Array(0), companions: true });
  lease.post(asking);
  lease.release();
  expect(await answer).toBeNull();
  await until(() => pool.usage.outstanding === 0);
});

test('A report reaches the run that it speaks of and no other', async () => {
  const pool = poolOf({ most: 1 });
  const heard: string[][] = [[], []];
  const leases = await Promise.all(heard.map((list) => pool.lease({ ...silent(), report: ({ kind }) => list.push(kind) })));
  leases[1]!.post(errand('create', { line: 'learner=maml&tasks=sinusoid', parameters: new Float32Array(0), companions: false }).errand);
  await until(() => heard[1]!.includes('trace'));
  expect(heard[0]).toEqual([]);
});

test('When a worker is lost, every run on it hears of it, and only the one that it worked for is to blame', async () => {
  const pool = poolOf({ most: 1 });
  const lost: Array<[string, boolean]> = [];
  const listen = (name: string) => ({ ...silent(), lost: (_: string, guilty: boolean) => lost.push([name, guilty]) });
  const first = await pool.lease(listen('first'));
  await pool.lease(listen('second'));
  first.post(errand('crash', {}).errand);
  await until(() => lost.length === 2);
  expect(lost).toEqual([['first', true], ['second', false]]);
  expect(pool.usage.workers).toBe(0);
  await pool.lease(listen('third'));
  started.at(-1)!.die('out of memory');
  expect(lost.at(-1)).toEqual(['third', true]);
});

test('The page has one pool for the same files', () => {
  const worker = () => new FakeWorker();
  expect(poolFor()).toBe(poolFor({}));
  expect(poolFor({ engine: 'a.wasm', worker })).toBe(poolFor({ engine: 'a.wasm', worker }));
  expect(poolFor({ engine: new URL('https://a.example/a.wasm') })).toBe(poolFor({ engine: 'https://a.example/a.wasm' }));
  expect(poolFor({ engine: 'b.wasm' })).not.toBe(poolFor({ engine: 'a.wasm' }));
});
