// npm run reproduce -- NAME: trains, judges and records a reproduction (reproductions.mjs). It can be stopped at any time; started again, it goes on
// from its last snapshot. The record goes to web/docs/reproductions/NAME.md.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { banditRules } from './bandit-rules.mjs';
import { mdpRules } from './mdp-rules.mjs';
import { reproductions } from './reproductions.mjs';
import { reproduceRules } from './rules.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const lab = join(root, 'build/native/lab');
const workers = availableParallelism();

const nameOf = ({ name, learner }) => name ?? learner;

/** Resolves to the runner's answer. */
function runLab(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(lab, [...args, '--json'], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let complaint = '';
    child.stdout.on('data', (text) => (out += text));
    child.stderr.on('data', (text) => (complaint = String(text)));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(JSON.parse(out)) : reject(new Error(complaint.trim().split('\n').at(-1)))));
  });
}

/** Trains one variant with one seed as far as it is not done yet, and judges it. */
async function train(folder, reproduction, variant, seed) {
  const name = `${nameOf(variant)}-${seed}`.replace(/[^\w-]+/g, '-');
  const result = join(folder, `${name}.json`);
  const snapshot = join(folder, `${name}.snapshot`);
  const line = [`learner=${variant.learner}`, reproduction.line, variant.line, `seed=${seed}`].filter(Boolean).join('&');
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
      answer = await runLab([...from, '--iterations', String(target), '--snapshot', snapshot, ...(last ? ['--evaluate'] : [])]);
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
/** A column of the table: a number of steps of adaptation, or "trial" for what whole trials brought. */
const cellOf = ({ evaluation }, column) =>
  column === 'trial' ? evaluation.trial : { mean: evaluation.mean[column], lower: evaluation.lower[column], upper: evaluation.upper[column] };
const titleOf = (column) => (column === 'trial' ? 'whole trial' : column);

const spread = (list) => `${mean(list).toFixed(3)} (${list.map((x) => x.toFixed(3)).join(', ')})`;

function judge(reproduction, results) {
  const failures = [];
  for (const variant of reproduction.variants) {
    for (const [step, [low, high]] of Object.entries(variant.expect)) {
      const value = mean(results[nameOf(variant)].map((r) => cellOf(r, step).mean));
      const where = step === 'trial' ? 'over whole trials' : `after ${step} steps`;
      if (!(value >= low && value <= high)) failures.push(`${nameOf(variant)} ${where}: ${value.toFixed(3)} is not within ${low} to ${high}`);
    }
  }
  if (reproduction.quartiles) {
    const { after, variant } = reproduction.quartiles;
    for (const { evaluation, asked } of results[variant])
      if (!(evaluation.lower[after] > evaluation.upper[0]))
        failures.push(`${asked}: lower quartile ${evaluation.lower[after]} after ${after} steps is not above the upper quartile ${evaluation.upper[0]} before`);
  }
  if (reproduction.above) {
    const [better, worse] = reproduction.above;
    const lowest = Math.min(...results[better.variant].map((r) => cellOf(r, better.after).lower));
    const highest = Math.max(...results[worse.variant].map((r) => cellOf(r, worse.after).upper));
    if (!(lowest > highest))
      failures.push(`the lower quartile of ${better.variant} after ${better.after} steps, ${lowest}, is not above the upper one of ${worse.variant} after ${worse.after}, ${highest}`);
  }
  return failures;
}

function record(name, reproduction, results, failures) {
  const { steps, seeds, variants, published } = reproduction;
  const rows = [];
  for (const variant of variants) {
    const { iterations, learner } = variant;
    const found = results[nameOf(variant)];
    const cells = steps.map((k) => spread(found.map((r) => cellOf(r, k).mean)));
    rows.push(`| ${nameOf(variant)}, ${iterations} iterations | ${cells.join(' | ')} |`);
    const quartiles = steps.map((k) => found.map((r) => `${cellOf(r, k).lower.toFixed(2)} … ${cellOf(r, k).upper.toFixed(2)}`).join('; '));
    rows.push(`| quartiles over tasks, by seed | ${quartiles.join(' | ')} |`);
    if (steps.includes('trial')) {
      const errors = found.map((r) => r.evaluation.trial?.error.toFixed(4)).join(', ');
      rows.push(`| standard errors over tasks, by seed | ${steps.map((k) => (k === 'trial' ? errors : '')).join(' | ')} |`);
    }
    const known = published[nameOf(variant)] ?? published[learner];
    if (known) rows.push(`| published | ${steps.map((k) => known[k] ?? '').join(' | ')} |`);
  }
  const times = variants.map((v) => `${nameOf(v)} ${results[nameOf(v)].map((r) => `${r.seconds.toFixed(0)} s`).join(', ')}`).join('; ');
  const diverged = variants.map((v) => `${nameOf(v)} ${results[nameOf(v)].map((r) => Math.max(...r.evaluation.diverged)).join(', ')}`).join('; ');
  const text = `# ${reproduction.title}

${reproduction.about}

${recordedBy(name, results[nameOf(variants[0])][0].build)}
Each cell: mean over seeds (seeds ${seeds.join(', ')}).

| ${reproduction.steps_are ?? 'inner steps'} | ${steps.map(titleOf).join(' | ')} |
|---|${steps.map(() => '---').join('|')}|
${rows.join('\n')}

Most diverged tasks of an evaluation, by seed: ${diverged}.
Wall time, by seed: ${times}.

${failures.length === 0 ? 'Every bound that was set beforehand holds.' : `Not reached: ${failures.join('; ')}.`}

Receipts:

${variants.flatMap((v) => results[nameOf(v)].map((r) => `- \`${r.run}\` iteration ${r.iteration}: \`${r.hash}\``)).join('\n')}
`;
  write(name, text);
}

function recordedBy(name, build) {
  const date = new Date().toISOString().slice(0, 10);
  return `Recorded by \`npm run reproduce -- ${name}\` on ${date}, ${cpus()[0].model}, native engine, ${workers} runs at a time on one thread each, build ${build}.`;
}

function write(name, text) {
  const folder = join(root, 'web/docs/reproductions');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.md`), text);
  console.log(text);
}

/** Rules: nothing to train, and a table of its own kind. */
async function recordRules(name, table) {
  const folder = join(root, 'build/reproduce');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.json`);
  const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const keep = (all) => writeFileSync(file, JSON.stringify(all));
  const { text, failures } = await reproduceRules(table, { runLab, workers, known, keep, footer: (build) => recordedBy(name, build) });
  write(name, text);
  process.exit(failures.length === 0 ? 0 : 1);
}

const rules = { bandits: banditRules, mdps: mdpRules };
const name = process.argv[2];
if (Object.hasOwn(rules, name)) await recordRules(name, rules[name]);
const reproduction = reproductions[name];
if (!reproduction) {
  console.error(`npm run reproduce -- NAME needs one of: ${[...Object.keys(reproductions), ...Object.keys(rules)].join(', ')}.`);
  process.exit(2);
}
const folder = join(root, 'build/reproduce', name);
mkdirSync(folder, { recursive: true });
// Runs do not depend on each other, so as many go on side by side as there are cores.
const waiting = reproduction.variants.flatMap((variant) => reproduction.seeds.map((seed) => ({ variant, seed })));
const results = Object.fromEntries(reproduction.variants.map((variant) => [nameOf(variant), []]));
async function work() {
  for (let next; (next = waiting.shift()); ) {
    const { variant, seed } = next;
    results[nameOf(variant)][reproduction.seeds.indexOf(seed)] = await train(folder, reproduction, variant, seed);
  }
}
await Promise.all(Array.from({ length: workers }, work));
const failures = judge(reproduction, results);
record(name, reproduction, results, failures);
process.exit(failures.length === 0 ? 0 : 1);
