import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { moved, namesIn, toggled } from '../../../web/compose/lists.ts';
import { curvesOf } from '../../../web/element/curves.ts';
import { GoalWatch, type Watched } from '../../../web/element/goal-watch.ts';
import { parseGoal } from '../../../web/element/goal.ts';
import { startFrom } from '../../../web/element/init-file.ts';
import { meaningOf } from '../../../web/element/keys.ts';
import { Teller } from '../../../web/element/teller.ts';
import { rowsOf, viewsOf } from '../../../web/element/views.ts';
import { lineOfSnapshot } from '../../../web/run/guard.ts';
import { fnv1a } from '../../../web/run/hash.ts';
import { History } from '../../../web/run/history.ts';

test('Keys mean something for the run only where they mean nothing to what has the focus', () => {
  const at = (tagName: string, type?: string) => ({ tagName, ...(type ? { type } : {}) });
  const key = (key: string, shiftKey = false) => ({ key, shiftKey });
  expect(meaningOf(key(' '), at('DIV'))).toBe('toggle');
  for (const tag of ['BUTTON', 'SUMMARY', 'A']) expect(meaningOf(key(' '), at(tag)), tag).toBeNull();
  expect(meaningOf(key('ArrowRight'), at('BUTTON'))).toBe('phase');
  expect(meaningOf(key('ArrowRight', true), at('BUTTON'))).toBe('iteration');
  expect(meaningOf(key('R'), at('DIV'))).toBe('reset');
  expect(meaningOf(key('r'), at('INPUT', 'radio'))).toBe('reset');
  for (const name of [' ', 'ArrowRight']) expect(meaningOf(key(name), at('INPUT', 'radio')), name).toBeNull();
  for (const tag of ['INPUT', 'SELECT', 'TEXTAREA']) for (const name of [' ', 'ArrowRight', 'r']) expect(meaningOf(key(name), at(tag)), `${name} ${tag}`).toBeNull();
  expect(meaningOf(key('x'), at('DIV'))).toBeNull();
});

test('Neighbouring stages share a row, everything else has one of its own', () => {
  expect(rowsOf(['goal', 'tasks', 'history', 'knobs', 'adaptation', 'receipt'])).toEqual([['goal'], ['tasks', 'history'], ['knobs'], ['adaptation'], ['receipt']]);
});

test('What an attribute of its own asks for is shown without being named: the goal first, knobs last', () => {
  expect(viewsOf(['tasks'], { goal: true, knobs: true })).toEqual(['goal', 'tasks', 'knobs']);
  expect(viewsOf(['knobs', 'tasks', 'goal'], { goal: true, knobs: true })).toEqual(['knobs', 'tasks', 'goal']);
  expect(viewsOf(['goal', 'tasks'], { goal: false, knobs: false })).toEqual(['tasks']);
});

describe('what the host is told', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function listening() {
    const target = new EventTarget();
    const heard: Array<[string, any]> = [];
    for (const name of ['metarl-state', 'metarl-iteration']) target.addEventListener(name, (event) => heard.push([name, (event as CustomEvent).detail]));
    return { teller: new Teller(target), heard };
  }

  test('is where it stands, when that is another place', () => {
    const { teller, heard } = listening();
    teller.stand({ state: 'loading', line: null, iteration: 0 });
    teller.stand({ state: 'loading', line: null, iteration: 0 });
    teller.stand({ state: 'ready', line: 'a', iteration: 0 });
    teller.stand({ state: 'ready', line: 'a', iteration: 5 });
    teller.stand({ state: 'ready', line: 'b', iteration: 0 });
    expect(heard.map(([, { state, line }]) => [state, line])).toEqual([['loading', null], ['ready', 'a'], ['ready', 'b']]);
  });

  test('is an iteration at most every tenth of a second, and the last one for certain', () => {
    const { teller, heard } = listening();
    for (let i = 1; i <= 100; i++) {
      teller.iterations(i, () => ({ n: i }));
      vi.advanceTimersByTime(7);
    }
    vi.advanceTimersByTime(200);
    expect(heard.length).toBeLessThanOrEqual(8);
    expect(heard.at(-1)).toEqual(['metarl-iteration', { iteration: 100, statistics: { n: 100 } }]);
  });

  test('begins anew with a run that begins anew', () => {
    const { teller, heard } = listening();
    teller.iterations(5, () => ({}));
    vi.advanceTimersByTime(200);
    teller.iterations(0, () => ({}));
    teller.iterations(1, () => ({}));
    vi.advanceTimersByTime(200);
    expect(heard.map(([, { iteration }]) => iteration)).toEqual([5, 1]);
  });
});

describe('a goal and a run', () => {
  const family = { value: 'loss' } as Watched['family'];
  const resolved = { values: { inner_steps: '1' }, adaptation: { trials: false } } as unknown as Watched['resolved'];
  const goal = (text: string) => new GoalWatch(parseGoal(text).value!);
  const run = (history: History, evaluation?: { iteration: number; mean: number[] }): Watched => ({
    family, resolved, history,
    evaluations: evaluation ? { run: { run: 'run', group: 1, iteration: evaluation.iteration, trace: { mean: { shape: [evaluation.mean.length], data: new Float32Array(evaluation.mean) } } } } : {},
  });

  test('it looks at each iteration once, and at the one that reached it', () => {
    const watch = goal('measure=loss-after op=below value=1');
    const history = new History(['post_mean']);
    history.add([1, 2], [3, 2]);
    expect(watch.look(run(history))).toBe(false);
    history.add([3, 4, 5], [1.5, 0.5, 2]);
    expect(watch.look(run(history))).toBe(true);
    expect(watch.state).toMatchObject({ outcome: 'reached', reachedAt: 4, iteration: 5 });
    expect(watch.look(run(history))).toBe(false);
  });

  test('it begins again with another history, or with one that goes back', () => {
    const watch = goal('measure=loss-after op=below value=1');
    const history = new History(['post_mean']);
    history.add([1, 2], [0.5, 0.5]);
    watch.look(run(history));
    watch.look(run(new History(['post_mean'])));
    expect(watch.state.outcome).toBe('open');
    history.cut(1);
    watch.look(run(history));
    expect(watch.state).toMatchObject({ outcome: 'reached', reachedAt: 1, iteration: 1 });
  });

  test('on held-out tasks it stops the run where it is to be judged, and judges by that evaluation', () => {
    const watch = goal('measure=loss-after of=held-out op=below value=1 within=20');
    expect(watch.stop).toBe(20);
    const history = new History(['post_mean']);
    watch.look(run(history, { iteration: 0, mean: [4, 0.5] }));
    expect(watch.state).toMatchObject({ outcome: 'open', iteration: 0 });
    history.add([20], [5]);
    expect(watch.look(run(history, { iteration: 20, mean: [4, 0.9] }))).toBe(true);
    expect(watch.state).toMatchObject({ outcome: 'reached', reachedAt: 20 });
    expect(watch.stop).toBeNull();
    expect(goal('measure=loss-after op=below value=1 within=20').stop).toBeNull();
  });

  test('what the run does not measure is refused', () => {
    const watch = goal('measure=total op=above value=1');
    watch.look(run(new History(['trial_mean'])));
    expect(watch.refused?.code).toBe('goal-unmeasured');
  });
});

test('Parameters to start from must be numbers, and those that the line wants', () => {
  const bytes = new Uint8Array(new Float32Array([1, 2, 3]).buffer);
  const hash = fnv1a(bytes);
  expect(startFrom('learner=maml&outer_lr=0.1@5', bytes).value).toEqual({ line: `learner=maml&outer_lr=0.1@5&init=${hash}`, parameters: new Float32Array([1, 2, 3]) });
  expect(startFrom(`init=${hash}&learner=maml`, bytes).value?.line).toBe(`learner=maml&init=${hash}`);
  expect(startFrom('init=none', bytes).value?.line).toBe(`init=${hash}`);
  expect(startFrom('init=0123456789abcdef', bytes).refused).toMatchObject({ code: 'init-hash', value: '0123456789abcdef', args: { hash } });
  expect(startFrom('learner=maml', bytes.subarray(1)).refused?.code).toBe('init-size');
  expect(startFrom('learner=maml', new Uint8Array(0)).refused?.code).toBe('init-size');
});

test('Parameters of candidates are named by the line itself, unless it names those of the whole run', () => {
  const bytes = new Uint8Array(new Float32Array([1, 2, 3]).buffer);
  const hash = fnv1a(bytes);
  const line = `learner=selector&candidates=ucb1;rl2~memory:4~init:${hash}`;
  expect(startFrom(line, bytes).value).toEqual({ line, parameters: new Float32Array([1, 2, 3]) });
  expect(startFrom(`${line}&init=${hash}`, bytes).value?.line).toBe(`${line}&init=${hash}`);
  expect(startFrom(`${line}&init=0123456789abcdef`, bytes).refused?.code).toBe('init-hash');
  expect(startFrom('learner=selector&candidates=ucb1;rl2', bytes).value?.line).toBe(`learner=selector&candidates=ucb1;rl2&init=${hash}`);
  expect(startFrom(line, bytes.subarray(1)).refused?.code).toBe('init-size');
});

test('The line of a snapshot is read where the core wrote it, and nowhere in other bytes', () => {
  const line = 'learner=maml&tasks=sinusoid';
  const bytes = new Uint8Array(8 + 4 + 16 + 4 + line.length + 10);
  const write = (text: string, at: number) => bytes.set(new TextEncoder().encode(text), at);
  write('METARL02', 0);
  write('0123456789abcdef', 12);
  new DataView(bytes.buffer).setUint32(28, line.length, true);
  write(line, 32);
  expect(lineOfSnapshot(bytes)).toBe(line);
  expect(lineOfSnapshot(bytes.subarray(0, 40))).toBeNull();
  expect(lineOfSnapshot(bytes.subarray(0, 10))).toBeNull();
  write('OTHER', 0);
  expect(lineOfSnapshot(bytes)).toBeNull();
});

test('Curves are plain numbers, with CSV beside them; what does not apply is empty', () => {
  const history = new History(['pre_mean', 'trial_mean']);
  history.add([1, 2], [0.5, Number.NaN, 0.25, Number.NaN]);
  const trace = { mean: { shape: [2], data: new Float32Array([1, 0.5]) } };
  const curves = curvesOf({ line: 'a', build: 'b', history, evaluations: { run: { run: 'run', iteration: 2, group: 1, trace } } });
  expect(curves).toEqual({
    line: 'a', build: 'b', iterations: [1, 2], statistics: { pre_mean: [0.5, 0.25], trial_mean: [null, null] },
    heldOut: { run: { iteration: 2, lower: [], median: [], upper: [], mean: [1, 0.5] } },
    csv: 'iteration,pre_mean,trial_mean\r\n1,0.5,\r\n2,0.25,\r\n',
  });
});

test('Lists of names are changed by clicking', () => {
  expect(namesIn('  a b  c ')).toEqual(['a', 'b', 'c']);
  expect(namesIn(undefined)).toEqual([]);
  expect(toggled(['a', 'b'], 'c', true)).toEqual(['a', 'b', 'c']);
  expect(toggled(['a', 'b'], 'a', false)).toEqual(['b']);
  expect(moved(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 'c', 5)).toEqual(['a', 'b', 'c']);
  expect(moved(['a', 'b', 'c'], 'c', -1)).toEqual(['a', 'c', 'b']);
});
