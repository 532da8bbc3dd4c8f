import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Pool, type PoolOptions } from '../../../web/engine/pool.ts';
import type { Receipt } from '../../../web/engine/protocol.ts';
import type { LineCause } from '../../../web/run/events.ts';
import { Run } from '../../../web/run/run.ts';
import { stubMessageChannel } from '../fake/message-channel.ts';
import { module } from '../fake/sources.ts';
import { until } from '../fake/until.ts';
import { FakeWorker, alive, started } from '../fake/worker.ts';

stubMessageChannel();
// Iterations that are short, whatever else the machine does.
vi.stubEnv('FAKE_MILLISECONDS', '0.1');

const LINE = 'learner=maml&tasks=sinusoid';
const disposables: Array<{ dispose(): void }> = [];

function pool(options: PoolOptions = {}): Pool {
  const made = new Pool({ engine: module, worker: () => new FakeWorker(), idle: 10, ...options });
  disposables.push({ dispose: () => made.close() });
  return made;
}

function runOn(shared: Pool): Run {
  const run = new Run({ pool: shared });
  disposables.unshift(run);
  return run;
}

async function begun(shared = pool(), line = LINE): Promise<Run> {
  const run = runOn(shared);
  expect(await run.start(line)).toBe(true);
  await until(() => run.shown !== null);
  return run;
}

async function iterations(run: Run, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const target = run.completed + 1;
    run.step('iteration');
    await until(() => run.completed === target && run.progress?.running === false && !run.underWay);
  }
}

function causes(run: Run): Array<[LineCause, boolean]> {
  const heard: Array<[LineCause, boolean]> = [];
  run.on('line', ({ cause, kept }) => heard.push([cause, kept]));
  return heard;
}

beforeEach(() => void (started.length = 0));
afterEach(async () => {
  for (const disposable of disposables.splice(0)) disposable.dispose();
  await until(() => alive.workers === 0);
});

test('A run holds nothing before it is started, and starts by itself what it needs', async () => {
  const run = runOn(pool());
  expect(started).toHaveLength(0);
  expect(await run.start(LINE)).toBe(true);
  expect(run.description).not.toBeNull();
  expect(run.resolved?.values.tasks).toBe('sinusoid');
});

test('The iteration’s number is that of the one under way, or of the one that is complete', async () => {
  const run = await begun();
  // Its first tasks are sampled: it has been begun.
  await until(() => run.progress !== null);
  expect([run.iteration, run.completed, run.underWay]).toEqual([1, 0, true]);
  await iterations(run, 1);
  expect([run.iteration, run.completed, run.underWay]).toEqual([1, 1, false]);
  run.step('phase');
  await until(() => run.underWay && run.progress?.running === false);
  expect([run.iteration, run.completed]).toEqual([2, 1]);
});

test('Several runs on one worker go their own ways, and each hears of itself alone', async () => {
  const shared = pool({ most: 1 });
  const runs = await Promise.all(['sinusoid', 'boolean', 'cart-pole'].map((tasks) => begun(shared, `learner=maml&tasks=${tasks}`)));
  runs.forEach((run) => {
    run.setSpeed('full');
    run.play();
  });
  await until(() => runs.every((run) => run.completed >= 3));
  await Promise.all(runs.map((run) => run.pause()));
  await until(() => runs.every((run) => run.progress?.running === false));
  expect(started).toHaveLength(1);
  for (const [i, tasks] of ['sinusoid', 'boolean', 'cart-pole'].entries()) {
    expect(runs[i]!.progress?.receipt?.run).toContain(`tasks=${tasks}`);
    expect(runs[i]!.history.iterations).toEqual(Array.from({ length: runs[i]!.completed }, (_, k) => k + 1));
  }
});

test('A knob that is live shows the value in force, what it was, and takes its first value again', async () => {
  const run = await begun();
  await iterations(run, 2);
  const heard = causes(run);
  await run.setKnob('inner_lr', '0.5');
  expect(run.inForce('inner_lr')).toMatchObject({ value: '0.5', since: 2, was: [{ value: '0.1', until: 2 }] });
  expect(run.values.inner_lr).toBe('0.5');
  await iterations(run, 1);
  await run.setKnob('inner_lr', '0.1');
  expect(run.inForce('inner_lr')).toMatchObject({ value: '0.1', since: 3, was: [{ value: '0.1', until: 2 }, { value: '0.5', until: 3 }] });
  expect(run.completed).toBe(3);
  expect(heard).toEqual([['change', false], ['change', false]]);
});

test('A refusal of the visitor’s own task is kept apart, and forgotten with the next one', async () => {
  const run = await begun();
  await run.startProbe(Float32Array.of(Number.NaN, 1));
  expect(run.probe).toBeNull();
  expect(run.probeComplaint?.message).toMatch(/number/);
  expect(run.complaint).toBeNull();
  await run.startProbe(Float32Array.of(2, 1));
  expect(run.probeComplaint).toBeNull();
  expect(run.probe?.trace).not.toBeNull();
});

test('A link whose learner does not run on its tasks keeps the tasks, with their own learner, and says so', async () => {
  const run = runOn(pool());
  await run.open();
  const heard = causes(run);
  await run.openLink('learner=rl2&tasks=boolean&seed=7&episodes=3');
  expect(run.resolved?.values).toMatchObject({ tasks: 'boolean', learner: 'maml', seed: '7' });
  expect(run.notice).toEqual({ code: 'learner-instead', args: { asked: 'rl2', tasks: 'boolean', learner: 'maml' } });
  expect(run.complaint).toBeNull();
  expect(heard).toEqual([['link', false]]);
});

test('A link that is refused otherwise leaves the run that is there, or shows the default one beneath the complaint', async () => {
  const run = runOn(pool());
  const heard = causes(run);
  await run.openLink('learner=maml&tasks=sinusoid&nonsense=1');
  expect(run.resolved?.values.tasks).toBe('point-navigation');
  expect(run.complaint?.key).toBe('nonsense');
  expect(run.notice?.code).toBe('default-instead');
  await run.openLink('learner=maml&tasks=nowhere');
  expect(run.resolved?.values.tasks).toBe('point-navigation');
  // What was written stays where it was written.
  expect(heard).toEqual([]);
});

test('A run that learned something and was left is taken up again as it stood, forth and back', async () => {
  const run = await begun();
  await iterations(run, 3);
  await until(() => run.evaluations.run?.iteration === 3 && run.evaluations.pretrained?.iteration === 3);
  const { evaluations, place } = run;
  const rows = run.history.data;
  const hash = run.progress!.receipt!.hash;
  const heard = causes(run);
  await run.setKnob('tasks', 'boolean');
  expect(run.resolved?.values.tasks).toBe('boolean');
  expect(run.previous).toEqual({ line: expect.stringContaining('tasks=sinusoid'), iteration: 3 });
  await until(() => run.shown !== null);
  await iterations(run, 1);
  expect(await run.undo()).toBe(true);
  expect([run.place, run.completed, run.progress?.running, run.progress?.receipt?.hash]).toEqual([place, 3, false, hash]);
  expect(run.history.data).toEqual(rows);
  expect(run.evaluations).toBe(evaluations);
  expect(run.previous).toBeNull();
  await iterations(run, 1);
  expect(run.history.iterations).toEqual([1, 2, 3, 4]);
  expect(await run.redo()).toBe(true);
  expect([run.resolved?.values.tasks, run.completed]).toEqual(['boolean', 1]);
  expect(heard).toEqual([['start', true], ['return', true], ['return', true]]);
});

test('A reset can be taken back, too; where nothing was learned there is nothing to come back to', async () => {
  const run = await begun();
  await run.reset();
  expect(run.previous).toBeNull();
  await iterations(run, 2);
  await run.reset();
  expect(run.completed).toBe(0);
  expect(await run.undo()).toBe(true);
  expect(run.completed).toBe(2);
});

test('A host’s rules hold for the way back, too, and it can close that way', async () => {
  const run = await begun();
  await iterations(run, 1);
  await run.start('learner=maml&tasks=boolean', { cause: 'link' });
  await until(() => run.shown !== null);
  run.guard = { change: () => null, line: ({ values }) => (values.tasks === 'boolean' ? null : { code: 'locked', key: 'tasks', value: '', args: {}, message: '' }) };
  expect(await run.undo()).toBe(false);
  expect([run.resolved?.values.tasks, run.complaint?.code]).toEqual(['boolean', 'locked']);
  run.guard = null;
  expect(run.previous).not.toBeNull();
  run.forgetLeft();
  expect(run.previous).toBeNull();
  expect(await run.undo()).toBe(false);
});

test('Where the core cannot be asked about a line, a host’s rules allow nothing', async () => {
  const run = await begun();
  run.guard = { change: () => null, line: () => null };
  expect(await run.start('learner=maml&tasks=boolean')).toBe(true);
  vi.spyOn(run, 'resolve').mockResolvedValue(null);
  expect(await run.start(LINE)).toBe(false);
  expect(run.resolved?.values.tasks).toBe('boolean');
});

test('A refused line leaves the run as it is, with nothing to undo', async () => {
  const run = await begun();
  await iterations(run, 1);
  const refused: string[] = [];
  run.on('refused', ({ complaint }) => refused.push(complaint.key));
  expect(await run.start('learner=maml&tasks=nowhere')).toBe(false);
  expect([run.completed, run.previous, refused]).toEqual([1, null, ['tasks']]);
});

test('A run that sleeps holds no worker, keeps all that could be seen, and goes on by itself when it is asked for something', async () => {
  const run = await begun();
  await iterations(run, 2);
  await until(() => run.evaluations.run?.iteration === 2 && run.evaluations.pretrained?.iteration === 2);
  const before = { history: run.history.data, evaluations: run.evaluations, shown: run.shown, hash: run.progress?.receipt?.hash };
  await run.sleep();
  expect(run.asleep).toBe(true);
  await until(() => alive.workers === 0);
  expect({ history: run.history.data, evaluations: run.evaluations, shown: run.shown, hash: run.progress?.receipt?.hash }).toEqual(before);
  await run.wake();
  expect(run.asleep).toBe(false);
  await run.sleep();
  await iterations(run, 1);
  expect(run.history.iterations).toEqual([1, 2, 3]);
  // What is measured beside it goes on, too: pretrained has not begun again.
  await until(() => run.evaluations.pretrained?.iteration === 3);
  expect(started.length).toBeGreaterThan(1);
});

test('A run that is put to sleep while it plays plays on when it wakes, and no iteration is missed or told twice', async () => {
  const run = await begun();
  run.setSpeed('full');
  run.play();
  for (let i = 1; i <= 3; i++) {
    await until(() => run.completed >= 5 * i);
    await run.sleep();
    const { completed } = run;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(run.completed).toBe(completed);
    await run.wake();
  }
  await until(() => run.completed >= 20);
  await run.pause();
  await until(() => run.progress?.running === false);
  expect(run.history.iterations).toEqual(Array.from({ length: run.completed }, (_, i) => i + 1));
});

test('In the middle of an iteration it stands in the same phase after it has slept', async () => {
  const run = await begun();
  run.step('phase');
  await until(() => run.progress?.status.phase === 'collect' && run.progress.running === false);
  const { shown } = run;
  await run.sleep();
  await run.wake();
  run.choose(1);
  await until(() => run.shown !== shown);
  expect(run.shown).toMatchObject({ task: 1, iteration: 0, complete: false });
  expect(run.progress?.status).toMatchObject({ iteration: 0, phase: 'collect' });
});

test('A task that is chosen where the run stands at an iteration’s end after sleep can be seen', async () => {
  const run = await begun();
  await iterations(run, 1);
  await run.sleep();
  await run.wake();
  run.choose(2);
  await until(() => run.shown?.task === 2);
  expect(run.shown?.trace.tasks).toBeDefined();
});

test('What is asked while a run falls asleep or wakes is done in order', async () => {
  const run = await begun();
  await iterations(run, 1);
  const sleeping = run.sleep();
  const parameters = run.parameters();
  run.step('iteration');
  await sleeping;
  expect(await parameters).toBeInstanceOf(Float32Array);
  await until(() => run.completed === 2);
});

test('Of sleeping and waking what was asked last holds', async () => {
  const run = await begun();
  await iterations(run, 1);
  await Promise.all([run.sleep(), run.wake()]);
  expect(run.asleep).toBe(false);
  await Promise.all([run.sleep(), run.wake(), run.sleep()]);
  expect(run.asleep).toBe(true);
  await Promise.all([run.wake(), run.sleep()]);
  expect(run.asleep).toBe(true);
  await iterations(run, 1);
  expect(run.completed).toBe(2);
});

test('A trap loses none of the runs of its worker: the guilty one stands, the others go on', async () => {
  const shared = pool({ most: 1 });
  const guilty = await begun(shared);
  const other = await begun(shared, 'learner=maml&tasks=boolean');
  await iterations(guilty, 2);
  other.setSpeed('full');
  other.play();
  await until(() => other.completed >= 5);
  guilty.crash();
  await until(() => guilty.notice?.code === 'recovered');
  expect(guilty.notice?.args).toEqual({ iteration: '2' });
  expect(guilty.playing).toBe(false);
  const { completed } = other;
  await until(() => other.completed > completed + 5);
  await other.pause();
  await until(() => other.progress?.running === false);
  expect([other.notice, other.complaint]).toEqual([null, null]);
  expect(other.history.iterations).toEqual(Array.from({ length: other.completed }, (_, i) => i + 1));
  await iterations(guilty, 1);
  expect(guilty.history.iterations).toEqual([1, 2, 3]);
  expect(started).toHaveLength(2);
});

test('A second trap soon after is said to be hopeless, and the run can still be changed to a smaller one', async () => {
  const run = await begun();
  run.crash();
  await until(() => run.notice?.code === 'recovered');
  run.crash();
  await until(() => run.complaint?.code === 'lost');
  expect(run.complaint?.args).toEqual({ reason: 'unreachable' });
  expect(await run.start('learner=maml&tasks=boolean')).toBe(true);
});

test('A change that was made before a trap still holds after it', async () => {
  const run = await begun();
  await iterations(run, 1);
  await run.setKnob('inner_lr', '0.5');
  run.crash();
  await until(() => run.notice?.code === 'recovered');
  expect(run.inForce('inner_lr')?.value).toBe('0.5');
});

test('A whole run is saved as data that can be stored, and resumed in another page; whatever is no such data is refused', async () => {
  const run = await begun();
  await iterations(run, 2);
  await until(() => run.evaluations.run?.iteration === 2);
  const saved = structuredClone(await run.save());
  const other = runOn(pool());
  expect(await other.resume(saved)).toBe(true);
  expect(other.history.data).toEqual(run.history.data);
  expect(Object.keys(other.evaluations)).toEqual(Object.keys(run.evaluations));
  await until(() => other.shown !== null && other.progress !== null);
  expect([other.completed, other.progress?.running]).toEqual([2, false]);
  await iterations(other, 1);
  expect(other.history.iterations).toEqual([1, 2, 3]);
  for (const [part, wrong] of [
    ['run', null],
    ['run', 'text'],
    ['version', { ...saved, version: 2 }],
    ['snapshot', { ...saved, parked: { ...saved!.parked, bytes: [1, 2] } }],
    ['quanta', { ...saved, parked: { ...saved!.parked, quanta: -1 } }],
    ['history', { ...saved, history: { ...saved!.history, iterations: [2, 1] } }],
    ['history', { ...saved, history: { ...saved!.history, names: ['other'] } }],
    ['evaluation', { ...saved, evaluations: [{ run: 'run', iteration: 1, group: 1, trace: { values: { shape: [9], data: new Float32Array(1) } } }] }],
  ] as const) {
    expect(await other.resume(wrong)).toBe(false);
    expect(other.complaint).toMatchObject({ code: 'not-saved', args: { part } });
  }
  expect(await other.resume({ ...saved, parked: { ...saved!.parked, bytes: Uint8Array.of(1, 2, 3) } })).toBe(false);
  expect(other.complaint?.message).toMatch(/snapshot/);
  expect(other.completed).toBe(3);
});

test('A fork stands where the run stands and goes its own way', async () => {
  const run = await begun();
  await iterations(run, 2);
  const other = (await run.fork())!;
  disposables.unshift(other);
  expect(other.history.data).toEqual(run.history.data);
  await iterations(other, 2);
  expect([run.completed, other.completed]).toEqual([2, 4]);
  expect(run.history.iterations).toEqual([1, 2]);
});

test('Curves are plain data', async () => {
  const run = await begun();
  await iterations(run, 2);
  await until(() => run.evaluations.run?.iteration === 2);
  const curves = JSON.parse(JSON.stringify(run.curves()));
  expect(curves.iterations).toEqual([1, 2]);
  expect(curves.statistics.post_mean).toHaveLength(2);
  const own = curves.evaluations.find(({ run: name }: { run: string }) => name === 'run');
  expect(own.summary.mean).toHaveLength(4);
  expect(own.values).toHaveLength(20);
});

test('What cannot be had is a problem, not an exception', async () => {
  const run = runOn(pool({ engine: Uint8Array.of(1, 2, 3) }));
  expect(await run.open()).toBe(false);
  expect(run.problem?.problem).toBe('not-wasm');
  expect(await run.start(LINE)).toBe(false);
  expect(await run.resolve(LINE)).toBeNull();
});

test('Two hundred runs that come and go leave nothing behind', async () => {
  const shared = pool({ most: 3, idle: 0 });
  const labs = alive.labs;
  let listeners = 0;
  for (let i = 0; i < 200; i++) {
    const run = new Run({ pool: shared });
    const off = run.on('change', () => (listeners += 1));
    // Some are given up while they start, some stand, some play, some sleep, one in ten is asked for much at once.
    const begun = run.start(LINE);
    if (i % 4 !== 0) await begun;
    if (i % 4 === 2) run.play();
    if (i % 4 === 3) await run.sleep();
    const asked = i % 10 === 5 ? [run.parameters(), run.snapshot(), run.startProbe(Float32Array.of(1, 1)), run.save(), run.sleep(), run.wake(), run.reset()] : [];
    run.dispose();
    off();
    // Whatever was asked is answered.
    await Promise.all([begun, ...asked]);
  }
  await until(() => alive.workers === 0);
  expect(shared.usage).toEqual({ workers: 0, runs: 0, outstanding: 0 });
  const heard = listeners;
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(listeners).toBe(heard);
  // A worker that is terminated takes its labs along; of those that lived on, each run's own were given back.
  expect(alive.labs - labs).toBeLessThanOrEqual(0);
}, 60_000);

/** Comes to stand where so many iterations are complete. */
async function at(run: Run, iteration: number): Promise<Receipt> {
  await run.goTo(iteration);
  await until(() => run.completed === iteration && !run.playing && run.goingTo === null);
  return (await run.receipt())!;
}

test('It goes to an iteration and stands there; an earlier one is looked back at, with the receipt that it had, and nothing is lost', async () => {
  const run = await begun();
  const going = run.goTo(7);
  expect(run.goingTo).toBe(7);
  await going;
  const seventh = await at(run, 7);
  await run.setKnob('inner_lr', '0.05');
  const twelfth = await at(run, 12);
  expect(run.history.iterations.at(-1)).toBe(12);
  const place = run.place;
  expect(await at(run, 7)).toEqual(seventh);
  expect(run.resolved!.line).not.toContain('@');
  expect(run.values.inner_lr).toBe('0.1');
  expect([run.farthest, run.history.iterations.at(-1), run.place, run.previous]).toEqual([12, 12, place, null]);
  await until(() => run.shown !== null);
  expect([run.shown!.iteration, run.shown!.complete]).toEqual([7, true]);
  const tenth = await at(run, 10);
  expect(tenth.run).toContain('inner_lr=0.05@7');
  expect(await at(run, 12)).toEqual(twelfth);
  expect([run.farthest, run.completed]).toEqual([12, 12]);
  // What is there again after it was looked back at is still computed by nobody else.
  expect(await at(run, 10)).toEqual(tenth);
  expect(await at(run, 14)).toMatchObject({ iteration: 14 });
});

test('Going on from where it is looked back at drops what came after, which can be undone', async () => {
  const run = await begun();
  const lines: string[] = [];
  run.on('line', ({ cause }) => lines.push(cause));
  const eighth = await at(run, 8);
  const third = await at(run, 3);
  expect(run.previous).toBeNull();
  await run.step('iteration');
  expect([run.completed, run.farthest, run.history.iterations.at(-1), run.previous?.iteration]).toEqual([4, 4, 4, 8]);
  expect(lines.at(-1)).toBe('start');
  expect((await at(run, 8)).hash).toBe(eighth.hash);
  expect((await at(run, 3)).hash).toBe(third.hash);
  await run.setKnob('inner_lr', '0.05');
  expect((await run.receipt())!.run).toContain('inner_lr=0.05@3');
  expect((await at(run, 8)).run).toContain('inner_lr=0.05@3');
  await run.undo();
  expect([run.completed, await run.receipt()]).toEqual([8, eighth]);
  await run.undo();
  expect([run.completed, await run.receipt()]).toEqual([8, eighth]);
});

test('Of several points that are asked for one after the other it comes to stand at the last, and none is waited for in vain', async () => {
  const shared = pool();
  const run = await begun(shared);
  await at(run, 30);
  await Promise.all([run.goTo(3), run.goTo(20), run.goTo(9)]);
  expect([run.completed, run.farthest]).toEqual([9, 30]);
  expect(shared.usage.outstanding).toBe(0);
});

test('A host’s end comes before a visitor’s, and what is pressed on the way ends it', async () => {
  const run = await begun();
  run.stopAt = 3;
  await run.goTo(9);
  await until(() => run.completed === 3 && !run.playing);
  run.stopAt = null;
  await run.goTo(1_000_000);
  await until(() => run.completed > 3);
  await run.pause();
  expect([run.goingTo, run.completed < 1_000_000]).toEqual([null, true]);
});

