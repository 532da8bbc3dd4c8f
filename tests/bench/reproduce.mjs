// npm run reproduce -- NAME [--runs N]: trains, judges and records a reproduction (reproductions.mjs), N runs at a time (as many as there are cores
// where none is said). It can be stopped at any time; started again, it goes on from its last snapshot. The record goes to web/docs/reproductions/NAME.md.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { banditRules } from './bandit-rules.mjs';
import { cellOf, judge, mean, nameOf } from './judge.mjs';
import { mdpRules } from './mdp-rules.mjs';
import { reproductions } from './reproductions.mjs';
import { reproduceRules } from './rules.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const lab = join(root, 'build/native/lab');
const workers = runsAtATime(process.argv.slice(3));

function runsAtATime([option, number]) {
  if (option === undefined) return availableParallelism();
  if (option === '--runs' && /^[1-9]\d?$/.test(number)) return Number(number);
  console.error('After its name a reproduction takes --runs and a whole number from 1 to 99.');
  process.exit(2);
}

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

const fileOf = (variant, seed) => `${nameOf(variant)}-${seed}`.replace(/[^\w-]+/g, '-');

/**
 * Trains one variant with one seed as far as it is not done yet, and judges it. `before`: what those that it is made `from` came to; its line is made of
 * their hashes, and it begins with their meta-parameters, one after the other.
 */
async function train(folder, reproduction, variant, seed, before) {
  const name = fileOf(variant, seed);
  const result = join(folder, `${name}.json`);
  const snapshot = join(folder, `${name}.snapshot`);
  const saved = (of) => join(folder, `${fileOf(of, seed)}.parameters`);
  const others = reproduction.variants.some(({ from = [] }) => from.includes(nameOf(variant)));
  const own = variant.from ? variant.line(before.map(({ hash }) => hash)) : variant.line;
  const line = [`learner=${variant.learner}`, reproduction.line, own, `seed=${seed}`].filter(Boolean).join('&');
  const known = existsSync(result) && JSON.parse(readFileSync(result, 'utf8'));
  if (known && known.asked === line && known.iteration === variant.iterations && (!others || existsSync(saved(variant)))) return known;
  const start = join(folder, `${name}.start`);
  if (variant.from) writeFileSync(start, Buffer.concat(variant.from.map((of) => readFileSync(saved(reproduction.variants.find((one) => nameOf(one) === of))))));
  const progress = join(folder, `${name}.progress.json`);
  let state = existsSync(progress) && JSON.parse(readFileSync(progress, 'utf8'));
  const anew = { asked: line, iteration: 0, seconds: 0, processor_seconds: 0 };
  if (!state || state.asked !== line || !existsSync(snapshot)) state = anew;
  const judging = reproduction.measured ? ['--evaluate', '--measure'] : ['--evaluate'];
  for (;;) {
    const target = Math.min(variant.iterations, state.iteration + variant.chunk);
    const from = state.iteration > 0 ? ['--restore', snapshot] : [line, ...(variant.from ? ['--init', start] : [])];
    const last = target === variant.iterations;
    const ending = last ? [...judging, ...(others ? ['--save', saved(variant)] : [])] : [];
    let answer;
    try {
      answer = await runLab([...from, '--iterations', String(target), '--snapshot', snapshot, ...ending]);
    } catch (error) {
      if (state.iteration === 0) throw error;
      console.log(`${name}: ${error.message} Beginning anew.`);
      state = anew;
      continue;
    }
    state = {
      ...state,
      iteration: target,
      seconds: state.seconds + answer.seconds,
      processor_seconds: state.processor_seconds + answer.processor_seconds,
    };
    writeFileSync(progress, JSON.stringify(state));
    console.log(`${name}: iteration ${target} of ${variant.iterations}, ${state.seconds.toFixed(0)} s`);
    if (!last) continue;
    const found = { ...answer, ...state, ...(variant.scale ? { scale: variant.scale } : {}) };
    writeFileSync(result, JSON.stringify(found));
    rmSync(snapshot, { force: true });
    return found;
  }
}

const titleOf = (column) => (column === 'trial' ? 'whole trial' : column);

const spread = (list) => `${mean(list).toFixed(3)} (${list.map((x) => x.toFixed(3)).join(', ')})`;

/** Rows of what the family measures beside the return, by kind of task: of one variant, or (no steps) of the oracle. */
function measuredRows(found, steps) {
  return found[0].measure.groups.flatMap((group, g) => {
    const of = (r) => r.measure.groups[g];
    const title = `${found[0].measure.name}, ${group.name}`;
    if (!steps.length) return group.oracle === null ? [] : [`| the oracle: ${title} | ${spread(found.map((r) => of(r).oracle))} |`];
    return [
      `| ${title} | ${steps.map((k) => spread(found.map((r) => of(r).mean[k]))).join(' | ')} |`,
      `| its standard errors over tasks, by seed | ${steps.map((k) => found.map((r) => (of(r).error[k] ?? NaN).toFixed(3)).join(', ')).join(' | ')} |`,
    ];
  });
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
    if (reproduction.measured) rows.push(...measuredRows(found, steps));
    const known = published[nameOf(variant)] ?? published[learner];
    if (known) rows.push(`| published | ${steps.map((k) => known[k] ?? '').join(' | ')} |`);
  }
  const time = (which) => variants.map((v) => `${nameOf(v)} ${results[nameOf(v)].map((r) => `${r[which].toFixed(0)} s`).join(', ')}`).join('; ');
  const oracle = reproduction.measured ? measuredRows(results[nameOf(variants[0])], []) : [];
  const diverged = variants.map((v) => `${nameOf(v)} ${results[nameOf(v)].map((r) => Math.max(...r.evaluation.diverged)).join(', ')}`).join('; ');
  const text = `# ${reproduction.title}

${reproduction.about}

${recordedBy(name, results[nameOf(variants[0])][0].build)}
Each cell: mean over seeds (seeds ${seeds.join(', ')}).

| ${reproduction.steps_are ?? 'inner steps'} | ${steps.map(titleOf).join(' | ')} |
|---|${steps.map(() => '---').join('|')}|
${rows.join('\n')}
${oracle.length ? `\n|  | on the same tasks |\n|---|---|\n${oracle.join('\n')}\n` : ''}
Most diverged tasks of an evaluation, by seed: ${diverged}.
Wall time, by seed: ${time('seconds')}.
Processor time, by seed: ${time('processor_seconds')}.

${failures.length === 0 ? 'Every bound that was set beforehand holds.' : `Not reached: ${failures.join('; ')}.`}

Receipts:

${variants.flatMap((v) => results[nameOf(v)].map((r) => `- \`${r.run}\` iteration ${r.iteration}: \`${r.hash}\``)).join('\n')}
`;
  write(name, text);
}

function recordedBy(name, build) {
  const date = new Date().toISOString().slice(0, 10);
  return `Recorded by \`npm run reproduce -- ${name}\` on ${date}, ${cpus()[0].model}, native engine, ${workers === 1 ? 'one run' : `${workers} runs`} at a time on one thread each, build ${build}.`;
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
// Runs depend on none but those that they are made from, which come before them: as many go on side by side as there are cores.
const waiting = reproduction.variants.flatMap((variant) => reproduction.seeds.map((seed, at) => ({ variant, seed, at })));
const coming = Object.fromEntries(reproduction.variants.map((variant) => [nameOf(variant), []]));
const results = Object.fromEntries(reproduction.variants.map((variant) => [nameOf(variant), []]));
async function trainAfter({ variant, seed, at }) {
  const before = await Promise.all((variant.from ?? []).map((name) => coming[name][at]));
  return train(folder, reproduction, variant, seed, before);
}
async function work() {
  for (let next; (next = waiting.shift()); ) {
    const name = nameOf(next.variant);
    coming[name][next.at] = trainAfter(next);
    results[name][next.at] = await coming[name][next.at];
  }
}
await Promise.all(Array.from({ length: workers }, work));
const failures = judge(reproduction, results);
record(name, reproduction, results, failures);
process.exit(failures.length === 0 ? 0 : 1);
