import { expect, test } from 'vitest';
import type { Resolved } from '../../../web/engine/protocol.ts';
import { Marks } from '../../../web/run/marks.ts';
import createEngine from '../fake/engine.mjs';

const engine = await createEngine();
const LINE = 'learner=maml&tasks=sinusoid';

function resolved(line: string, init = 'none'): Resolved {
  return { line, short: line, values: { init } } as unknown as Resolved;
}

/** A snapshot of a run with this line, larger by `padding` bytes. */
function snapshot(line: string, padding = 0): Uint8Array {
  const lab = new engine.Lab();
  lab.create(line, new Float32Array(0));
  const bytes = lab.snapshot();
  const padded = new Uint8Array(bytes.length + padding);
  padded.set(bytes);
  return padded;
}

test('The way to an iteration begins at the nearest mark before it, and at the line where there is none', () => {
  const marks = Marks.of(resolved(`${LINE}&inner_lr=0.05@7`), null);
  expect(marks.before(0, LINE)).toEqual({ line: LINE, parameters: new Float32Array(0) });
  const [tenth, twentieth] = [snapshot(LINE), snapshot(LINE)];
  marks.add(20, twentieth);
  marks.add(10, tenth);
  expect(marks.before(5, LINE)).toMatchObject({ line: LINE });
  expect(marks.before(10, LINE)).toMatchObject({ line: LINE });
  expect(marks.before(11, LINE)).toEqual({ bytes: tenth });
  expect(marks.before(20, LINE)).toEqual({ bytes: tenth });
  expect(marks.before(99, LINE)).toEqual({ bytes: twentieth });
  marks.cut(15);
  expect(marks.before(99, LINE)).toEqual({ bytes: tenth });
});

test('A mark that has seen a change is no way to an iteration before it, nor to one of a run that did not make it', () => {
  const marks = Marks.of(resolved(LINE), null);
  marks.add(10, snapshot(`${LINE}&inner_lr=0.05@10`));
  const line = `${LINE}&inner_lr=0.05@10`;
  expect(marks.before(10, line)).toMatchObject({ line: LINE });
  expect(marks.before(11, line)).toHaveProperty('bytes');
  expect(marks.before(11, LINE)).toMatchObject({ line: LINE });
  expect(marks.before(11, `${LINE}&inner_lr=0.06@10`)).toMatchObject({ line: LINE });
});

test('Without the parameters that its line names a run can be gone back to from its first snapshot on', () => {
  const own = new Float32Array(3);
  expect(Marks.of(resolved(LINE, '1f'), own).before(4, LINE)).toEqual({ line: LINE, parameters: own });
  const marks = Marks.of(resolved(LINE, '1f'), null);
  expect([marks.first, marks.before(4, LINE)]).toEqual([null, null]);
  marks.add(6, snapshot(LINE));
  expect([marks.first, marks.before(5, LINE)]).toEqual([6, null]);
  expect(marks.before(6, LINE)).toHaveProperty('bytes');
});

test('Only so many are kept, spread over the whole way, and only so much of them', () => {
  const marks = Marks.of(resolved(LINE), null);
  const made = new Map<Uint8Array, number>();
  for (let n = 1; n <= 1000; n++) {
    const bytes = snapshot(LINE);
    made.set(bytes, n);
    marks.add(n, bytes);
  }
  const from = (n: number) => made.get((marks.before(n, LINE) as { bytes: Uint8Array }).bytes) ?? 0;
  const all = Array.from({ length: 1000 }, (_, n) => from(n + 1));
  expect(new Set(all).size).toBeLessThanOrEqual(48);
  expect(Math.max(...all.map((mark, n) => n + 1 - mark))).toBeLessThan((3 * 1000) / 48);
  const large = Marks.of(resolved(LINE), null);
  for (let n = 1; n <= 20; n++) large.add(n, snapshot(LINE, 5_000_000));
  expect(large.bytes).toBeLessThanOrEqual(32 * 1024 * 1024);
  expect(large.before(21, LINE)).toHaveProperty('bytes');
});
