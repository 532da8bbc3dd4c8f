import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Next, Turns } from '../../../web/engine/turns.ts';
import { stubMessageChannel } from '../fake/message-channel.ts';
import { until } from '../fake/until.ts';

stubMessageChannel();

const failures: unknown[] = [];
let turns: Turns;
const fresh = () => (turns = new Turns((error) => failures.push(error)));
afterEach(() => {
  turns.close();
  failures.length = 0;
});

// Time passes by work alone, whatever else the machine does.
let clock = 0;
beforeEach(() => void vi.spyOn(performance, 'now').mockImplementation(() => clock));
afterEach(() => vi.restoreAllMocks());

function busy(milliseconds: number): void {
  clock += milliseconds;
}

/** Who had a slice, in order, of seats that work for `each` milliseconds a slice until there were `slices` in all. */
async function order(each: number[], ends: Next[], slices: number): Promise<number[]> {
  const had: number[] = [];
  const seats = each.map((milliseconds, i) =>
    turns.join(() => {
      busy(milliseconds);
      had.push(i);
      return had.length < slices ? ends[i]! : 'idle';
    }),
  );
  seats.forEach((seat) => seat.wake());
  await until(() => had.length >= slices);
  return had.slice(0, slices);
}

test('Runs that work alike take turns', async () => {
  fresh();
  const had = await order([2, 2, 2], ['again', 'again', 'again'], 30);
  for (const i of [0, 1, 2]) expect(had.filter((who) => who === i)).toHaveLength(10);
});

test('Who needs longer for a slice has fewer of them: the time is shared, not the number', async () => {
  fresh();
  const had = await order([1, 6], ['again', 'again'], 40);
  const quick = had.filter((who) => who === 0).length;
  // Six times as many, for a sixth of the time each.
  expect(quick).toBeGreaterThanOrEqual(33);
  expect(quick).toBeLessThanOrEqual(35);
});

test('Work that nobody waits for gives way', async () => {
  fresh();
  const had = await order([2, 2], ['spare', 'again'], 50);
  const spare = had.filter((who) => who === 0).length;
  // It costs four times as much.
  expect(spare).toBeGreaterThanOrEqual(9);
  expect(spare).toBeLessThanOrEqual(11);
});

test('Who has rested does not catch up on the time that it did not want', async () => {
  fresh();
  const had: string[] = [];
  const worker = turns.join(() => {
    busy(3);
    had.push('worker');
    // Somebody asks for it, between two slices.
    if (had.length === 30) setImmediate(() => late.wake());
    return had.length < 60 ? 'again' : 'idle';
  });
  const late = turns.join(() => {
    busy(3);
    had.push('late');
    return had.length < 60 ? 'again' : 'idle';
  });
  worker.wake();
  await until(() => had.length >= 60);
  const after = had.slice(had.indexOf('late'), had.indexOf('late') + 20);
  expect(after.filter((who) => who === 'worker')).toHaveLength(10);
});

test('A message that comes while others work is let in after one slice', async () => {
  fresh();
  let slices = 0;
  const seats = [0, 1, 2, 3].map(() => turns.join(() => ((slices += 1), busy(5), 'again')));
  seats.forEach((seat) => seat.wake());
  for (let i = 0; i < 10; i++) {
    const before = slices;
    await new Promise<void>((resolve) => setImmediate(resolve));
    expect(slices - before).toBeLessThanOrEqual(1);
  }
  expect(slices).toBeGreaterThan(5);
  seats.forEach((seat) => seat.leave());
});

test('A seat that left has no more slices, and one that sleeps for some milliseconds comes back', async () => {
  vi.restoreAllMocks();
  fresh();
  let slices = 0;
  const seat = turns.join(() => {
    slices += 1;
    return 10;
  });
  seat.wake();
  await until(() => slices === 3);
  seat.leave();
  seat.wake();
  await new Promise((resolve) => setTimeout(resolve, 40));
  expect(slices).toBe(3);
});

test('What a slice throws is told with its seat, and ends all turns', async () => {
  fresh();
  let others = 0;
  const other = turns.join(() => {
    others += 1;
    return 'idle';
  });
  const broken = turns.join(() => {
    throw new Error('trap');
  });
  broken.wake();
  await until(() => failures.length === 1);
  other.wake();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(others).toBe(0);
});
