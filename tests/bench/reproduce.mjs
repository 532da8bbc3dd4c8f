// npm run reproduce -- NAME: trains, judges and records a reproduction (reproductions.mjs). It can be stopped at any time; started again, it goes on
// from its last snapshot. The record goes to web/docs/reproductions/NAME.md.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reproductions } from './reproductions.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const lab = join(root, 'build/native/lab');
const threads = String(availableParallelism());

function runLab(args) {
  const answer = spawnSync(lab, [...args, '--threads', threads, '--json'], { encoding: 'utf8' });
  if (answer.status !== 0) throw new Error(answer.stderr.trim().split('\n').at(-1));
  return JSON.parse(answer.stdout);
}

/** Trains one variant with one seed as far as it is not done yet, and judges it. */
function train(folder, reproduction, variant, seed) {
  const name = `${variant.learner}-${seed}`;
  const result = join(folder, `${name}.json`);
  const snapshot = join(folder, `${name}.snapshot`);
  const line = `learner=${variant.learner}&${reproduction.line}&seed=${seed}`;
  const known = existsSync(result) && JSON.parse(readFileSync(result, 'utf8'));
  if (known && known.asked === line && known.iteration === variant.iterations) return known;
  const progress = join(folder, `${name}.progress.json`);
  let state = existsSync(progress) && JSON.parse(readFileSync(progress, 'utf8'));
  if (!state || state.asked !== line || !existsSync(snapshot)) state = { asked: line, iteration: 0, seconds: 0 };
  for (;;) {
    const target = Math.min(variant.iterations, state.iteration + variant.chunk);
    const from = state.iteration > 0 ? ['--restore', snapshot] : [line];
    const last = target === variant.iterations;
    let answer;
    try {
      answer = runLab([...from, '--iterations', String(target), '--snapshot', snapshot, ...(last ? ['--evaluate'] : [])]);
    } catch (error) {
      if (state.iteration === 0) throw error;
      console.log(`${name}: ${error.message} Beginning anew.`);
      state = { asked: line, iteration: 0, seconds: 0 };
      continue;
    }
    state = { ...state, iteration: target, seconds: state.seconds + answer.seconds };
    writeFileSync(progress, JSON.stringify(state));
    console.log(`${name}: iteration ${target} of ${variant.iterations}, ${state.seconds.toFixed(0)} s`);
    if (!last) continue;
    const found = { ...answer, ...state };
    writeFileSync(result, JSON.stringify(found));
    rmSync(snapshot, { force: true });
    return found;
  }
}

const mean = (list) => list.reduce((a, b) => a + b, 0) / list.length;
const spread = (list) => `${mean(list).toFixed(3)} (${list.map((x) => x.toFixed(3)).join(', ')})`;

function judge(reproduction, results) {
  const failures = [];
  for (const variant of reproduction.variants) {
    for (const [step, [low, high]] of Object.entries(variant.expect)) {
      const value = mean(results[variant.learner].map((r) => r.evaluation.mean[step]));
      if (!(value >= low && value <= high)) failures.push(`${variant.learner} after ${step} steps: ${value.toFixed(3)} is not within ${low} to ${high}`);
    }
  }
  if (reproduction.quartiles) {
    const { after, variant } = reproduction.quartiles;
    for (const { evaluation, asked } of results[variant])
      if (!(evaluation.lower[after] > evaluation.upper[0]))
        failures.push(`${asked}: lower quartile ${evaluation.lower[after]} after ${after} steps is not above the upper quartile ${evaluation.upper[0]} before`);
  }
  return failures;
}

function record(name, reproduction, results, failures) {
  const { steps, seeds, variants, published } = reproduction;
  const rows = [];
  for (const { learner, iterations } of variants) {
    const cells = steps.map((k) => spread(results[learner].map((r) => r.evaluation.mean[k])));
    rows.push(`| ${learner}, ${iterations} iterations | ${cells.join(' | ')} |`);
    const quartiles = steps.map((k) => results[learner].map((r) => `${r.evaluation.lower[k].toFixed(2)} … ${r.evaluation.upper[k].toFixed(2)}`).join('; '));
    rows.push(`| quartiles over tasks, by seed | ${quartiles.join(' | ')} |`);
    if (published[learner]) rows.push(`| published | ${steps.map((k) => published[learner][k] ?? '').join(' | ')} |`);
  }
  const times = variants.map(({ learner }) => `${learner} ${results[learner].map((r) => `${r.seconds.toFixed(0)} s`).join(', ')}`).join('; ');
  const diverged = variants.map(({ learner }) => `${learner} ${results[learner].map((r) => Math.max(...r.evaluation.diverged)).join(', ')}`).join('; ');
  const text = `# ${reproduction.title}

${reproduction.about}

Recorded by \`npm run reproduce -- ${name}\` on ${new Date().toISOString().slice(0, 10)}, ${cpus()[0].model}, ${threads} threads, native engine, build ${results[variants[0].learner][0].build}.
Each cell: mean over seeds (seeds ${seeds.join(', ')}).

| inner steps | ${steps.join(' | ')} |
|---|${steps.map(() => '---').join('|')}|
${rows.join('\n')}

Most diverged tasks of an evaluation, by seed: ${diverged}.
Wall time, by seed: ${times}.

${failures.length === 0 ? 'Every bound that was set beforehand holds.' : `Not reached: ${failures.join('; ')}.`}

Receipts:

${variants.flatMap(({ learner }) => results[learner].map((r) => `- \`${r.run}\` iteration ${r.iteration}: \`${r.hash}\``)).join('\n')}
`;
  const folder = join(root, 'web/docs/reproductions');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.md`), text);
  console.log(text);
}

const name = process.argv[2];
const reproduction = reproductions[name];
if (!reproduction) {
  console.error(`npm run reproduce -- NAME needs one of: ${Object.keys(reproductions).join(', ')}.`);
  process.exit(2);
}
const folder = join(root, 'build/reproduce', name);
mkdirSync(folder, { recursive: true });
const results = {};
for (const variant of reproduction.variants) results[variant.learner] = reproduction.seeds.map((seed) => train(folder, reproduction, variant, seed));
const failures = judge(reproduction, results);
record(name, reproduction, results, failures);
process.exit(failures.length === 0 ? 0 : 1);
