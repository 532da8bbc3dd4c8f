import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { onChange } from '../../../web/parts/pace.ts';

// Once for all: a clock that goes back is none.
beforeAll(() => void vi.useFakeTimers());
afterAll(() => void vi.useRealTimers());

/** Times at which a run that changes every millisecond is told of. */
function told(): { run: EventTarget; times: number[]; stop(): void } {
  const run = new EventTarget();
  const times: number[] = [];
  return { run, times, stop: onChange(run, () => times.push(performance.now())) };
}

function pass(milliseconds: number, ...runs: EventTarget[]): void {
  for (let i = 0; i < milliseconds; i++) {
    for (const run of runs) run.dispatchEvent(new Event('change'));
    vi.advanceTimersByTime(1);
  }
}

const gaps = (times: number[]) => times.slice(1).map((time, i) => time - times[i]!);

test('A run that changes all the time is told of about nine times a second', () => {
  const one = told();
  pass(1000, one.run);
  expect(one.times.length).toBeGreaterThanOrEqual(9);
  expect(Math.min(...gaps(one.times))).toBeGreaterThanOrEqual(110);
  one.stop();
});

test('All that show a run are told of it together', () => {
  const one = told();
  const other: number[] = [];
  const stop = onChange(one.run, () => other.push(performance.now()));
  pass(500, one.run);
  expect(other).toEqual(one.times);
  one.stop();
  stop();
});

test('No two of several runs are told of in the same frame, and none is forgotten', () => {
  const all = [told(), told(), told(), told()];
  pass(1000, ...all.map(({ run }) => run));
  const times = all.flatMap(({ times }) => times).sort((a, b) => a - b);
  expect(Math.min(...gaps(times))).toBeGreaterThanOrEqual(17);
  for (const { times } of all) expect(times.length).toBeGreaterThanOrEqual(7);
  for (const { stop } of all) stop();
});

test('After the last listener has gone nothing is told, nor waits', () => {
  const one = told();
  one.run.dispatchEvent(new Event('change'));
  one.stop();
  expect(vi.getTimerCount()).toBe(0);
  pass(300, one.run);
  expect(one.times).toEqual([]);
});
