// Kinds of levels: each function gives the parts of a level, which run side by side, and the files that they depend on.
// A part is called with its label and resolves to { passed, failed, messages }.
import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { checkGolden, goldenLine } from './golden_cases.mjs';
import { fromRoot } from './paths.mjs';
import { chromium, firefox, webkitDriver } from './programs.mjs';
import { googleTestReport, vitestReport } from './reports.mjs';
import { step, tail } from './say.mjs';

const fileName = (label) => label.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

/** Runs a program that writes a report, and reads the report. */
async function run(label, parse, command, args, env) {
  const file = fromRoot(`build/reports/${fileName(label)}.json`);
  rmSync(file, { force: true });
  const end = await step(label, command, args(file), { mayFail: true, ends: false, env });
  return parse(file, end);
}

const times = (count, part) => Array.from({ length: count }, (_, i) => part(i));

const sanitizers = { UBSAN_OPTIONS: 'print_stacktrace=1', ASAN_OPTIONS: 'detect_stack_use_after_return=1' };

/**
 * A program of GoogleTests, native or for Node (.cjs), its tests dealt out to as many parts as there are cores. One for Node
 * has a single part: environment variables, by which GoogleTest deals out, do not reach it. `without`: tests left out,
 * as GoogleTest's filters name them.
 */
export function googleTest(program, { without = [] } = {}) {
  const forNode = program.endsWith('.cjs');
  const shards = forNode ? 1 : availableParallelism();
  const command = forNode ? process.execPath : fromRoot(program);
  const before = forNode ? [fromRoot(program)] : [];
  return {
    inputs: [program, ...(forNode ? [program.replace(/cjs$/, 'wasm')] : []), 'tests/golden'],
    parts: times(shards, (i) => (label) =>
      run(label, googleTestReport, command, (file) => [...before, `--gtest_output=json:${file}`, '--gtest_brief=1', `--gtest_filter=-${without.join(':')}`], {
        ...sanitizers,
        GTEST_TOTAL_SHARDS: String(shards),
        GTEST_SHARD_INDEX: String(i),
      }),
    ),
  };
}

/** The tests of a Vitest configuration, or of one of its projects. `inputs`: files and folders that they depend on, besides web/ and tests/web/. */
export function vitest(config, { project, inputs }) {
  const options = ['--reporter=default', '--reporter=json', ...(project ? [`--project=${project}`] : [])];
  const check = (label) =>
    run(label, vitestReport, process.execPath, (file) => [fromRoot('node_modules/vitest/vitest.mjs'), 'run', '--config', config, ...options, `--outputFile.json=${file}`], {
      CHROMIUM: chromium(),
      FIREFOX: firefox(),
      WEBKIT_DRIVER: webkitDriver(),
      CI: '1',
    });
  return { inputs: ['web', 'tests/web', ...inputs], parts: [check] };
}

// Of the environments, those that the core has a family for.
const environments = ['cartpole-default', 'pendulum-default'].map((name) => `tests/golden/environments/${name}.json`);
const goldenPaths = ['tests/golden', 'tests/golden/recurrent', 'tests/golden/dynamics', ...environments];

/** The golden values, checked by the program that an engine has for it. */
export function golden(engine, precision) {
  const name = `build/${engine}/${precision === 'double' ? 'golden-double' : 'golden'}`;
  const check = async () => {
    const results = await checkGolden(goldenPaths.map(fromRoot), { engine, precision });
    const failures = results.filter(({ ok }) => !ok);
    return { passed: results.length - failures.length, failed: failures.length, messages: failures.length > 0 ? [failures.map(goldenLine).join('\n')] : [] };
  };
  return { inputs: [...(engine === 'wasm' ? [`${name}.cjs`, `${name}.wasm`] : [name]), 'tests/golden'], parts: [check] };
}

/** A script for Node that ends well or badly: one test. */
export function script(file, args, { inputs }) {
  const check = async (label) => {
    const { code, log } = await step(label, process.execPath, [fromRoot(file), ...args], { mayFail: true, ends: false });
    return code === 0 ? { passed: 1, failed: 0, messages: [] } : { passed: 0, failed: 1, messages: [tail(log)] };
  };
  return { inputs: [file, ...inputs], parts: [check] };
}
