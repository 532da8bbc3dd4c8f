// The headless runner on the WebAssembly engine, in Node: the options and output of core/native/lab.cpp but --measure.
//
//     node wasm/lab.mjs "<run line>" --iterations N [--evaluate] [--snapshot FILE] [--restore FILE] [--init FILE] [--save FILE] [--json]
import { readFileSync, writeFileSync } from 'node:fs';
import { loadEngine } from './load-node.mjs';

const STOPPED = 3;
const ITERATION = 2;

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}

/** A whole number in a range, or a sentence and the end. */
function wholeNumber(option, text, low, high) {
  if (!/^\d+$/.test(text ?? '') || Number(text) < low || Number(text) > high) fail(`${option} needs a whole number from ${low} to ${high}.`);
  return Number(text);
}

function readOptions(words) {
  const options = { line: undefined, iterations: undefined, evaluate: false, json: false };
  for (let i = 0; i < words.length; ++i) {
    const word = words[i];
    if (word === '--iterations') options.iterations = wholeNumber(word, words[++i], 0, 999999999);
    else if (word === '--threads') {
      if (wholeNumber(word, words[++i], 1, 256) > 1) fail('The WebAssembly engine runs on one thread; leave --threads out or say 1.');
    } else if (word === '--evaluate') options.evaluate = true;
    else if (word === '--json') options.json = true;
    else if (['--snapshot', '--restore', '--init', '--save'].includes(word)) {
      if (i + 1 >= words.length) fail(`${word} needs the name of a file.`);
      options[word.slice(2)] = words[++i];
    } else if (word.startsWith('--')) {
      fail(`"${word}" is not an option; there are --iterations, --threads, --evaluate, --snapshot, --restore, --init, --save, --json.`);
    } else if (options.line !== undefined) fail(`There are two run lines, "${options.line}" and "${word}"; put the whole line in quotation marks.`);
    else options.line = word;
  }
  if (options.line === undefined && !options.restore) fail('Give a run line in quotation marks, such as "learner=maml&tasks=sinusoid", or --restore FILE.');
  if (options.line !== undefined && options.restore) fail('Give a run line or --restore FILE, not both: a snapshot holds its line.');
  return options;
}

function read(what, name) {
  try {
    return new Uint8Array(readFileSync(name));
  } catch {
    return fail(`The ${what} "${name}" cannot be read.`);
  }
}

const options = readOptions(process.argv.slice(2));
const engine = await loadEngine();
const lab = new engine.Lab();

let answer;
if (options.restore) answer = lab.restore(read('snapshot', options.restore));
else {
  const bytes = options.init ? read('parameters', options.init) : new Uint8Array();
  if (bytes.length % 4 !== 0) fail(`The parameters "${options.init}" must be a file of 32-bit floats.`);
  answer = lab.create(options.line, new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4));
}
const resolved = JSON.parse(answer);
if (resolved.status !== 'ok') fail(resolved.message);

const { statistics: names, families } = JSON.parse(engine.describe());
const unit = families.find((family) => family.name === resolved.values.tasks).value;
const start = performance.now();
const elapsed = () => (performance.now() - start) / 1000;
const processorStart = process.cpuUsage();
let iteration = JSON.parse(lab.status()).iteration;
const target = options.iterations ?? iteration;
let told = 0;
while (iteration < target) {
  const reached = lab.advance();
  if (reached === STOPPED) fail(JSON.parse(lab.status()).message);
  if (reached !== ITERATION) continue;
  ++iteration;
  if (elapsed() - told < 1 && iteration !== target) continue;
  told = elapsed();
  const numbers = lab.statistics();
  const before = numbers[names.indexOf('pre_mean')].toPrecision(4);
  const after = numbers[names.indexOf('post_mean')].toPrecision(4);
  const whole = numbers[names.indexOf('trial_mean')];
  const trial = Number.isFinite(whole) ? `, whole trial ${whole.toPrecision(5)}` : '';
  process.stderr.write(`iteration ${iteration} of ${target}  ${unit} before ${before}, after ${after}${trial}  ${told.toFixed(1)} s\n`);
}
const seconds = elapsed();
const { user, system } = process.cpuUsage(processorStart);
const processor_seconds = (user + system) / 1e6;

function write(what, name, bytes) {
  try {
    writeFileSync(name, bytes);
  } catch {
    fail(`The ${what} "${name}" cannot be written.`);
  }
}
if (options.snapshot) write('snapshot', options.snapshot, lab.snapshot());
if (options.save) write('parameters', options.save, new Uint8Array(lab.parameters().buffer));

let evaluation;
if (options.evaluate) {
  const begun = JSON.parse(lab.begin_evaluation(Number(resolved.values.test_tasks), Number(resolved.values.test_steps)));
  if (begun.status !== 'ok') fail(begun.message);
  while (!lab.advance_job());
  const found = lab.job();
  const list = (name) => Array.from(found[name].data, (x) => (Number.isFinite(x) ? x : null));
  evaluation = { unit, steps: list('mean').map((_, k) => k) };
  for (const name of ['median', 'lower', 'upper', 'mean', 'diverged']) evaluation[name] = list(name);
  if (found.trial) {
    const [lower, median, upper, mean, error] = list('trial');
    evaluation.trial = { median, lower, upper, mean, error };
  }
}

const receipt = JSON.parse(lab.receipt());
if (options.json) {
  console.log(JSON.stringify({ ...receipt, seconds, processor_seconds, ...(evaluation && { evaluation }) }));
} else {
  for (const key of ['run', 'build', 'iteration', 'hash']) console.log(`${key.padEnd(11)}${receipt[key]}`);
  console.log(`seconds    ${seconds.toFixed(3)}`);
  for (const k of evaluation?.steps ?? [])
    console.log(
      `held out, ${k} steps: median ${evaluation.median[k]?.toPrecision(4)}, quartiles ${evaluation.lower[k]?.toPrecision(4)} to ` +
        `${evaluation.upper[k]?.toPrecision(4)}, mean ${evaluation.mean[k]?.toPrecision(4)}, diverged ${evaluation.diverged[k]}`,
    );
  if (evaluation?.trial) {
    const { mean, error, lower, upper } = evaluation.trial;
    console.log(
      `held out, whole trials: mean ${mean.toPrecision(5)} (standard error ${error?.toPrecision(2)}), quartiles ${lower.toPrecision(5)} to ${upper.toPrecision(5)}`,
    );
  }
}
