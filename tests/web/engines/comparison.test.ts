// Runs that are compared go together, on the same held-out tasks, and are given back together. With the real engine: its tasks are what is paired.
import { afterEach, beforeAll, expect, test } from 'vitest';
import { Pool } from '../../../web/engine/pool.ts';
import { loadComparisonWords } from '../../../web/messages/comparison/comparison.ts';
import { wordsFor } from '../../../web/messages/index.ts';
import { comparisonDrawing } from '../../../web/parts/comparison/drawing.ts';
import { comparisonSentences, contenderName, differenceSentence } from '../../../web/parts/comparison/sentences.ts';
import { type Standings, standingsOf } from '../../../web/parts/comparison/standings.ts';
import { comparisonTable } from '../../../web/parts/comparison/tables.ts';
import { type Comparison, comparisonOf } from '../../../web/run/comparison/comparison.ts';
import { Run } from '../../../web/run/run.ts';
import { loadEngine } from '../../../wasm/load-node.mjs';
import { draw, theme } from '../fake/canvas.ts';
import { stubMessageChannel } from '../fake/message-channel.ts';
import { module } from '../fake/sources.ts';
import { until } from '../fake/until.ts';
import { FakeWorker, alive } from '../fake/worker.ts';

stubMessageChannel();

const SMALL = 'learner=maml&tasks=sinusoid&meta_batch_size=2&block=2&hidden=8&test_tasks=8&test_steps=1&seed=3';
const runs: Run[] = [];
const pools: Pool[] = [];
const english = wordsFor('en');
let say: NonNullable<Awaited<ReturnType<typeof loadComparisonWords>>>;

beforeAll(async () => void (say = (await loadComparisonWords('en'))!));
afterEach(async () => {
  for (const run of runs.splice(0)) run.dispose();
  for (const pool of pools.splice(0)) {
    expect(pool.usage.runs, 'runs that nobody gave back').toBe(0);
    pool.close();
  }
  await until(() => alive.workers === 0);
});

async function begin(line = SMALL): Promise<{ run: Run; pool: Pool; comparison: Comparison }> {
  const pool = new Pool({ engine: module, worker: () => new FakeWorker(loadEngine), most: 2, idle: 0 });
  pools.push(pool);
  const run = new Run({ pool });
  runs.push(run);
  expect(await run.start(line)).toBe(true);
  run.setSpeed('full');
  return { run, pool, comparison: comparisonOf(run) };
}

const all = ({ contenders }: Comparison) => contenders.flatMap(({ members }) => members);
/** Everybody stands at the same iteration and was judged there. */
const settled = (comparison: Comparison) =>
  !comparison.first.playing && all(comparison).every(({ run, course }) => !run.playing && run.goingTo === null && run.completed === comparison.first.completed && course.at(run.completed) !== null);
const standings = (comparison: Comparison): Standings => standingsOf(comparison, comparison.first.family!)!;

async function play(comparison: Comparison, iterations: number): Promise<void> {
  comparison.first.play();
  await until(() => comparison.first.completed >= iterations, 30_000);
  await comparison.first.pause();
  await until(() => settled(comparison), 30_000);
}

test('They go together: none is ahead by more than a gate, all stand where the first one is paused, and each was judged where the first one was', async () => {
  const { run, comparison } = await begin();
  expect(await comparison.add({ key: 'learner', value: 'reptile' })).toBeNull();
  expect(await comparison.add({ key: 'outer_lr', value: '0.01' })).toBeNull();
  const others = comparison.others.map((member) => member.run);
  let most = 0;
  let began = false;
  let idle = 0;
  run.on('change', () => {
    const gate = comparison.waitsAt ?? Number.POSITIVE_INFINITY;
    for (const other of [run, ...others]) most = Math.max(most, other.completed - gate);
    // As long as it waits for others it counts as one that plays.
    began ||= run.progress?.running ?? false;
    if (began && run.playing && !run.progress?.running) idle += 1;
  });
  await play(comparison, 30);
  expect(most).toBeLessThanOrEqual(0);
  expect(idle).toBe(0);
  const shared = comparison.contenders[0]!.members[0]!.course.points.map(({ iteration }) => iteration);
  expect(shared).toEqual(expect.arrayContaining([0, run.completed]));
  for (const { course } of comparison.others) {
    const theirs = course.points.map(({ iteration }) => iteration);
    // The first run is judged in passing, too; and a gate that it has not reached may be known of the others.
    expect(theirs).toEqual(expect.arrayContaining([0, run.completed]));
  }
  // A step is a step of all.
  const { completed } = run;
  await run.step('iteration');
  await until(() => settled(comparison) && run.completed === completed + 1, 30_000);
});

test('Each has the bits that it would have had by itself', async () => {
  const { run, comparison } = await begin();
  await comparison.add({ key: 'outer_lr', value: '0.01' });
  await play(comparison, 6);
  const [other] = comparison.others;
  const alone = await begin(`${SMALL}&outer_lr=0.01`);
  await alone.run.goTo(run.completed);
  await until(() => alone.run.completed === run.completed && !alone.run.playing, 30_000);
  expect((await other!.run.receipt())!.hash).toBe((await alone.run.receipt())!.hash);
  expect((await run.receipt())!.hash).not.toBe((await alone.run.receipt())!.hash);
});

test('One that is added late is judged wherever the first one was since, and nobody goes on meanwhile', async () => {
  const { run, comparison } = await begin();
  await run.step('iteration');
  await until(() => comparison.contenders[0]!.members[0]!.course.at(1) !== null, 30_000);
  await run.step('iteration');
  await until(() => comparison.contenders[0]!.members[0]!.course.at(2) !== null, 30_000);
  await comparison.add({ key: 'inner_lr', value: '0.1' });
  await until(() => settled(comparison), 30_000);
  expect(run.completed).toBe(2);
  expect(comparison.others[0]!.course.points.map(({ iteration }) => iteration)).toEqual([0, 1, 2]);
});

test('Another line of the first run is another line of all, with the same difference; a difference that is none any more goes', async () => {
  const { run, comparison } = await begin();
  await comparison.add({ key: 'learner', value: 'reptile' });
  await comparison.add({ key: 'outer_lr', value: '0.01' });
  await play(comparison, 3);
  // While it goes on: the same at the same iteration, but not where it is the difference.
  await run.setKnob('outer_lr', '0.02');
  await until(() => comparison.others.length === 2 && settled(comparison), 30_000);
  const [reptile, knob] = comparison.others.map((member) => member.run.resolved!);
  expect(reptile!.line).toContain(`outer_lr=0.02@${run.completed}`);
  expect(knob!.line).not.toContain('@');
  expect(knob!.values.outer_lr).toBe('0.01');
  await run.reset();
  await until(() => comparison.others.length === 2 && settled(comparison), 30_000);
  expect(all(comparison).map((member) => member.run.completed)).toEqual([0, 0, 0]);
  await run.setKnob('learner', 'reptile');
  await until(() => settled(comparison), 30_000);
  expect(comparison.contenders.map(({ difference }) => difference?.key ?? null)).toEqual([null, 'outer_lr']);
});

test('Seeds are added to all of them, each with tasks of its own that the contenders share, and removed again', async () => {
  const { run, comparison } = await begin();
  await comparison.add({ key: 'outer_lr', value: '0.01' });
  await comparison.setSeeds(3);
  expect(comparison.contenders.map(({ members }) => members.map((member) => member.run.resolved!.values.seed))).toEqual([['3', '4', '5'], ['3', '4', '5']]);
  await play(comparison, 3);
  const { all: found } = standings(comparison);
  const { interval } = found[1]!.difference as { interval: { count: number; low: number } };
  expect(interval.count).toBe(3);
  expect(Number.isFinite(interval.low)).toBe(true);
  const last = found[0]!.scores.at(-1)!;
  expect(last.iteration).toBe(run.completed);
  expect(last.low).toBeLessThan(last.middle);
  expect(last.middle).toBeLessThan(last.high);
  // At most so many runs in all.
  await comparison.add({ key: 'outer_lr', value: '0.03' });
  await comparison.setSeeds(5);
  expect([comparison.seeds, all(comparison).length]).toEqual([3, 9]);
  await comparison.setSeeds(1);
  expect(all(comparison)).toHaveLength(3);
});

test('What the core or the host refuses is said and leaves no run behind', async () => {
  const { run, pool, comparison } = await begin();
  const { runs: before } = pool.usage;
  expect((await comparison.add({ key: 'outer_lr', value: '-1' }))?.key).toBe('outer_lr');
  run.guard = { change: (key) => ({ code: 'locked', args: {}, key, value: '', message: 'fixed' }), line: () => null };
  expect((await comparison.add({ key: 'outer_lr', value: '0.01' }))?.code).toBe('locked');
  expect(comparison.contenders).toHaveLength(1);
  expect(pool.usage.runs).toBe(before);
});

test('They sleep, wake and end with the first run, and one that is removed ends by itself', async () => {
  const { run, pool, comparison } = await begin();
  for (const value of ['0.01', '0.02', '0.03']) await comparison.add({ key: 'outer_lr', value });
  expect(comparison.full).toBe(true);
  await until(() => settled(comparison), 30_000);
  expect(pool.usage.runs).toBe(4);
  comparison.remove(comparison.contenders[2]!);
  expect(pool.usage.runs).toBe(3);
  await run.sleep();
  expect(pool.usage.runs).toBe(0);
  await run.wake();
  expect(pool.usage.runs).toBe(3);
  await play(comparison, 2);
  run.play();
  run.dispose();
  expect(pool.usage.runs).toBe(0);
});

test('Where one diverged the others go on, and its line ends with a cross', async () => {
  const { comparison } = await begin(`${SMALL}&outer=sgd`);
  expect(await comparison.add({ key: 'outer_lr', value: '100' })).toBeNull();
  comparison.first.play();
  await until(() => comparison.others.some((member) => comparison.divergedAt(member) !== null) && comparison.first.completed > 5, 30_000);
  await comparison.first.pause();
  expect(standings(comparison).all[1]!.diverged).not.toBeNull();
});

test('The picture, its sentences and its table tell the same numbers', async () => {
  const { run, comparison } = await begin();
  await comparison.add({ key: 'learner', value: 'reptile' });
  await comparison.add({ key: 'outer_lr', value: '0.01' });
  await play(comparison, 4);
  const found = standings(comparison);
  const names = comparison.contenders.map((contender) => contenderName(contender, comparison, english, say));
  expect(names).toEqual(['this run', 'Reptile', 'outer_lr=0.01']);
  expect(differenceSentence(comparison.contenders[2]!, run.resolved!, english, say)).toBe('Differs in one thing: outer_lr is 0.01 instead of 0.001.');
  expect(differenceSentence(comparison.contenders[1]!, run.resolved!, english, say)).toMatch(/^Differs in one thing: learner is reptile instead of maml\. That brings with it: .*inner_steps/);
  const said = comparisonSentences(found, names, english, say);
  expect(said[0]).toContain(`At iteration ${run.completed}: this run ${english.format.number(found.all[0]!.scores.at(-1)!.middle)}`);
  expect(said.filter((sentence) => sentence.startsWith(`After ${run.completed} iterations, `))).toHaveLength(2);
  expect(said.join(' ')).toContain('paired over 8 tasks');
  const table = comparisonTable(found)!;
  for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
  const last = table.rows.findLast(([contender, , , iteration]) => contender === 1 && iteration === run.completed)!;
  expect(last[table.columns.indexOf('median')]).toBe(found.all[0]!.scores.at(-1)!.middle);
  for (const axis of ['iterations', 'seconds'] as const) {
    const drawn = draw(comparisonDrawing(found, names, { axis, log: true, labels: false }, say, theme)!, { width: 500, height: 300 }, english.format.tick);
    for (const name of names) expect(drawn.written.map(({ text }) => text)).toContain(name);
    expect(drawn.lost).toBe(0);
  }
});
