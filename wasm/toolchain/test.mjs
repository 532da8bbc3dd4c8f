// npm test [-- LEVEL...]: sets up whatever is missing, builds, and runs every test level (or the named ones). The last line is
// `N passed, N failed`, over all levels; a level that does not build, crashes or runs nothing has failed.
import './steps/node_version.mjs';
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { build, presets } from './steps/cmake.mjs';
import { checkGolden, goldenLine } from './steps/golden_cases.mjs';
import { ensurePackages } from './steps/packages.mjs';
import { fromRoot } from './steps/paths.mjs';
import { chromium, ensurePrograms } from './steps/programs.mjs';
import { googleTest, vitest } from './steps/reports.mjs';
import { duration, main, step, Stop } from './steps/say.mjs';
import { buildSite, checkSite } from './steps/site.mjs';

const reports = fromRoot('build/reports');

/** What levels need to be built first; each is done once, when the first level asks for it. */
const builds = {
  native: () => build('native', ['all'], { wanted: ['GOOGLETEST'] }),
  sanitize: () => build('sanitize', ['all'], { wanted: ['GOOGLETEST'] }),
  wasm: () => build('wasm', ['all'], { wanted: ['GOOGLETEST'] }),
  site: async () => {
    await buildSite();
    checkSite();
  },
};

/** Runs a program that writes a report, and reads the report. */
async function run(level, parse, command, args, options) {
  const file = `${reports}/${level}.json`;
  rmSync(file, { force: true });
  const end = await step(`Testing ${level}`, command, args(file), { mayFail: true, ...options });
  return parse(file, end);
}

const googleTestIn = (level, command, ...before) => () =>
  run(level, googleTest, command, (file) => [...before, `--gtest_output=json:${file}`, '--gtest_brief=1'], {
    env: { UBSAN_OPTIONS: 'print_stacktrace=1', ASAN_OPTIONS: 'detect_stack_use_after_return=1' },
  });

const vitestIn = (level, config) => () =>
  run(level, vitest, process.execPath, (file) => [fromRoot('node_modules/vitest/vitest.mjs'), 'run', '--config', config, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`], {
    env: { CHROMIUM: chromium(), CI: '1' },
  });

// Of the environments, those that the core has a family for.
const goldenPaths = [fromRoot('tests/golden'), fromRoot('tests/golden/recurrent'), fromRoot('tests/golden/environments/cartpole-default.json')];

const goldenIn = (engine, precision) => async () => {
  const results = checkGolden(goldenPaths, { engine, precision });
  const failures = results.filter(({ ok }) => !ok);
  return { passed: results.length - failures.length, failed: failures.length, messages: failures.length > 0 ? [failures.map(goldenLine).join('\n')] : [] };
};

/** The tables in the docs are those that the core's registries make. */
async function tablesHold() {
  const { status, stderr } = spawnSync(process.execPath, [fromRoot('web/docs/make-tables.mjs'), '--check'], { encoding: 'utf8' });
  return status === 0 ? { passed: 1, failed: 0, messages: [] } : { passed: 0, failed: 1, messages: [stderr] };
}

/** A level needs builds, and perhaps programs besides those that the builds need. */
const levels = {
  core: { builds: ['native'], programs: ['googletest'], test: googleTestIn('core', fromRoot('build/native/core-tests')) },
  'core-double': { builds: ['native'], programs: ['googletest'], test: googleTestIn('core-double', fromRoot('build/native/core-tests-double')) },
  'core-sanitized': { builds: ['sanitize'], programs: ['googletest'], test: googleTestIn('core-sanitized', fromRoot('build/sanitize/core-tests')) },
  'core-wasm': { builds: ['wasm'], programs: ['googletest'], test: googleTestIn('core-wasm', process.execPath, fromRoot('build/wasm/core-tests.cjs')) },
  'golden-double': { builds: ['native'], test: goldenIn('native', 'double') },
  'golden-float': { builds: ['native'], test: goldenIn('native', 'float') },
  'golden-wasm': { builds: ['wasm'], test: goldenIn('wasm', 'float') },
  docs: { builds: ['native'], test: tablesHold },
  web: { builds: ['native', 'wasm'], test: vitestIn('web', 'tests/web/vitest.config.ts') },
  page: { builds: ['native', 'wasm', 'site'], programs: ['chromium'], test: vitestIn('page', 'tests/web/page/vitest.config.ts') },
};

const begun = new Map();
function built(name) {
  if (!begun.has(name)) begun.set(name, builds[name]());
  return begun.get(name);
}

/** A failed build fails every level that needs it, and is told in full by the first. */
async function runLevel(name) {
  const { builds, test } = levels[name];
  try {
    for (const build of builds) await built(build);
    return await test();
  } catch (error) {
    const message = error.said ? `not run: ${error.said} did not build either` : error instanceof Stop ? error.message : error.stack;
    error.said ??= name;
    return { passed: 0, failed: 1, messages: [message] };
  }
}

await main(async (args) => {
  const unknown = args.find((name) => !levels[name]);
  if (unknown) throw new Stop(`npm test knows no level ${unknown}: the levels are ${Object.keys(levels).join(', ')}.`);
  const names = args.length > 0 ? args : Object.keys(levels);

  await ensurePackages();
  // All at once, and before anything is built: apt is asked once, and its refusal comes early.
  const needed = names.flatMap((name) => [...(levels[name].programs ?? []), ...levels[name].builds.flatMap((build) => presets[build]?.needs ?? [])]);
  await ensurePrograms(...new Set(needed));
  mkdirSync(reports, { recursive: true });

  const total = { passed: 0, failed: 0 };
  for (const name of names) {
    const begin = Date.now();
    const { passed, failed, messages } = await runLevel(name);
    total.passed += passed;
    total.failed += failed;
    for (const message of messages) console.log(`\n${name}: ${message.trimEnd()}\n`);
    console.log(`${name.padEnd(16)} ${String(passed).padStart(4)} passed ${String(failed).padStart(3)} failed   ${duration(Date.now() - begin)}`);
  }
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
});
