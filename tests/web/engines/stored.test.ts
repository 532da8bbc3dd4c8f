// Runs trained beforehand are what their index says: each is entered with the bits that it names, and the short ones come out the same when they are trained again.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { type Engine, ITERATION, type Lab, type Receipt, type Resolved, STOPPED } from '../../../web/engine/protocol.ts';
import { addresses, points } from '../../../web/stored/index.ts';
import { plan } from '../../../web/stored/plan.mjs';
import { trainTo } from '../../../web/stored/train.mjs';
import { loadEngine } from '../../../wasm/load-node.mjs';

const folder = fileURLToPath(new URL('../../../web/stored/', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'stored-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const engine = (await loadEngine()) as Engine;
const receiptOf = (lab: Lab) => JSON.parse(lab.receipt()) as Receipt;

test('The index tells of what is planned, of each file that is there, and of no other', () => {
  expect(points.map(({ line, iteration }) => `${line} ${iteration}`).sort()).toEqual(Object.entries(plan).flatMap(([line, iterations]) => iterations.map((iteration) => `${line} ${iteration}`)).sort());
  expect(points.map(({ file }) => file).sort()).toEqual(readdirSync(folder).filter((name) => name.endsWith('.snapshot')).sort());
  expect(Object.keys(addresses).sort()).toEqual(points.map(({ file }) => file).sort());
});

/** Seconds of native computing that an iteration may take to be done in this test. */
const QUICK = 0.3;

test.each(points)('$line is entered at iteration $iteration', ({ line, iteration, hash, build, seconds, file }) => {
  const lab = new engine.Lab();
  const resolved = JSON.parse(lab.restore(readFileSync(`${folder}${file}`))) as Resolved;
  expect(resolved).toMatchObject({ status: 'ok', short: line });
  expect(receiptOf(lab).iteration).toBe(iteration - 1);
  expect(receiptOf(lab).from?.build ?? receiptOf(lab).build).toBe(build);
  if (seconds / iteration < QUICK) {
    let reached = lab.advance();
    while (reached !== ITERATION && reached !== STOPPED) reached = lab.advance();
    expect(receiptOf(lab)).toMatchObject({ iteration, hash });
  }
  lab.delete();
});

/** Seconds of native computing. */
const SHORT = 0.7;
const short = points.filter(({ seconds }) => seconds <= SHORT);

test('Among those that are trained again are runs of several families', () => {
  expect(new Set(short.map(({ line }) => line)).size).toBeGreaterThan(3);
});

test.each(short)('$line comes out the same when it is trained again for $iteration iterations', async ({ line, iteration, hash }) => {
  expect(await trainTo({ line, from: null, iteration, file: join(scratch, 'again.snapshot') })).toMatchObject({ hash });
});
