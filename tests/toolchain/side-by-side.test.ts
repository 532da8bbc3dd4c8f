import { expect, test } from 'vitest';
import { sideBySide } from '../../wasm/toolchain/steps/side_by_side.mjs';

/** Tasks that end when they are told to; the order in which they began and the most cores in use at once are kept. */
class Bench {
  readonly began: string[] = [];
  readonly lacking: string[] = [];
  private readonly ends = new Map<string, { resolve: () => void; reject: () => void }>();

  task(name: string, { needs = [] as string[], cores = 1 } = {}) {
    return {
      name,
      needs,
      cores,
      run: () => {
        this.began.push(name);
        return new Promise<void>((resolve, reject) => this.ends.set(name, { resolve, reject }));
      },
      lacks: (need: string) => void this.lacking.push(`${name}: ${need}`),
    };
  }

  async end(name: string, how: 'resolve' | 'reject' = 'resolve') {
    this.ends.get(name)![how]();
    await new Promise((resolve) => setTimeout(resolve));
  }
}

test('As many tasks run as there are cores, in their order, and the next one when a core is free', async () => {
  const bench = new Bench();
  const all = sideBySide([bench.task('a'), bench.task('b'), bench.task('c'), bench.task('d')], 2);
  expect(bench.began).toEqual(['a', 'b']);
  await bench.end('b');
  expect(bench.began).toEqual(['a', 'b', 'c']);
  await bench.end('a');
  await bench.end('c');
  await bench.end('d');
  await all;
});

test('A task waits for what it needs, and a later one takes its core meanwhile', async () => {
  const bench = new Bench();
  const all = sideBySide([bench.task('a'), bench.task('after a', { needs: ['a'] }), bench.task('b')], 2);
  expect(bench.began).toEqual(['a', 'b']);
  await bench.end('a');
  expect(bench.began).toEqual(['a', 'b', 'after a']);
  await bench.end('b');
  await bench.end('after a');
  await all;
});

test('A task that wants all cores runs alone, and is not passed by for ever', async () => {
  const bench = new Bench();
  const all = sideBySide([bench.task('a'), bench.task('alone', { cores: 99 }), bench.task('b')], 2);
  expect(bench.began).toEqual(['a']);
  await bench.end('a');
  expect(bench.began).toEqual(['a', 'alone']);
  await bench.end('alone');
  expect(bench.began).toEqual(['a', 'alone', 'b']);
  await bench.end('b');
  await all;
});

test('Where a task fails, those that need it are not run, nor those that need them, and say which need failed', async () => {
  const bench = new Bench();
  const all = sideBySide([bench.task('c', { needs: ['b'] }), bench.task('b', { needs: ['a'] }), bench.task('a'), bench.task('other')], 1);
  expect(bench.began).toEqual(['a']);
  await bench.end('a', 'reject');
  expect(bench.began).toEqual(['a', 'other']);
  expect(bench.lacking).toEqual(['b: a', 'c: b']);
  await bench.end('other');
  await all;
});

test('With nothing to do it ends at once', () => sideBySide([], 2));
