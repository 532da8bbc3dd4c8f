// npm run bench: what is measured in one run, as ratios where the machine's speed would get in the way.
//
// Each pair of programs takes turns (A B A B ...), and the ratio is the median over the turns, so that a machine that slows down slows both.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { frameTimes } from './frames.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const native = (program) => (name, ...args) => measure(join(root, 'build/native', program), [name, ...args]);
const wasm = (program) => (name, ...args) => measure(process.execPath, [join(root, 'build/wasm', `${program}.cjs`), name, ...args]);

function measure(command, args) {
  const [, value] = execFileSync(command, args, { encoding: 'utf8' }).trim().split(' ');
  return Number(value);
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

/** Medians of A and B and of A/B, turn by turn. */
function pair(a, b, turns) {
  const rows = Array.from({ length: turns }, () => [a(), b()]);
  return { a: median(rows.map(([x]) => x)), b: median(rows.map(([, y]) => y)), ratio: median(rows.map(([x, y]) => x / y)) };
}

let failed = 0;
function say(label, text, holds) {
  if (holds === false) ++failed;
  console.log(`${label.padEnd(58)} ${text}${holds === undefined ? '' : holds ? '   holds' : '   MISSED'}`);
}

const quick = process.argv.includes('--quick');
const turns = quick ? 3 : 5;
console.log(`${new Date().toISOString().slice(0, 10)}, ${cpus()[0].model}, ${availableParallelism()} cores, Node ${process.versions.node}`);

for (const [name, what, limit] of [
  ['sinusoid', 'sinusoid, 25 tasks, K=10, 1-40-40-1, exact', 1],
  ['navigation', 'navigation, 10 x 10 x 100, 2x16, TRPO, exact', undefined],
]) {
  const speed = pair(() => native('bench')(name), () => wasm('bench')(name), turns);
  say(`${what}: wasm`, `${speed.b.toPrecision(3)} ms an iteration`, limit === undefined ? undefined : speed.b <= limit);
  say(`  wasm / native SSE4.2 (speed)`, speed.ratio.toFixed(2), speed.ratio >= 0.75);
  const simd = pair(() => wasm('bench-scalar')(name), () => wasm('bench')(name), turns);
  say(`  SIMD / scalar, wasm (speed)`, simd.ratio.toFixed(2));
  const threads = pair(() => native('bench')(name), () => native('bench')(name, '--threads', '2'), turns);
  say(`  2 threads / 1, native (speed)`, threads.ratio.toFixed(2));
}

const paper = pair(() => native('bench')('navigation-paper'), () => wasm('bench')('navigation-paper'), quick ? 1 : 3);
say('navigation at paper size, 20 x 20 x 100, 2x100: wasm', `${(paper.b / 1000).toFixed(2)} s an iteration`, paper.b <= 9000);
say('  wasm / native SSE4.2 (speed)', paper.ratio.toFixed(2), paper.ratio >= 0.75);

const training = pair(() => wasm('bench')('rl2-steps'), () => native('bench')('rl2-steps'), turns);
say('RL², GRU 64, 10 arms, 10 pulls, A2C: wasm', `${training.a.toFixed(0)} thousand training steps a second on one core`);
say('  wasm / native SSE4.2', training.ratio.toFixed(2), training.ratio >= 0.75);

// Steps of environments whose tasks differ, resets among them, in millions a second. The half-cheetah's have five substeps.
for (const [family, least] of [['cart-pole', 40], ['pendulum'], ['reacher', 5], ['cheetah', 0.15], ['car', 5], ['catch', 10]]) {
  const name = `${family}-steps`;
  const steps = pair(() => wasm('bench')(name), () => native('bench')(name), turns);
  say(`${family}: wasm`, `${steps.a.toPrecision(3)} million steps a second on one core`, least === undefined ? undefined : steps.a >= least);
  say('  wasm / native SSE4.2', steps.ratio.toFixed(2));
  const scalar = pair(() => wasm('bench')(name), () => wasm('bench-scalar')(name), turns);
  say('  SIMD / scalar, wasm', scalar.ratio.toFixed(2));
}

const engine = ['engine.wasm', 'engine.mjs'].map((file) => brotliCompressSync(readFileSync(join(root, 'build/wasm', file))).length);
say('engine, brotli', `${((engine[0] + engine[1]) / 1000).toFixed(0)} KB (${engine.map((n) => (n / 1000).toFixed(0)).join(' + ')})`, engine[0] + engine[1] <= 250_000);

for (const { family, frames, median: middle, p95 } of await frameTimes(['point-navigation', 'sinusoid', 'cart-pole', 'bernoulli-bandit']))
  say(`page at full speed, ${family}: frame time`, `median ${middle.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms of ${frames} frames`, p95 < 17);
process.exit(failed === 0 ? 0 : 1);
