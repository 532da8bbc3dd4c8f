// npm test [-- LEVEL...] [--force]: sets up whatever is missing, builds, and runs every test level but the slow ones (or the
// named ones). npm run test:all: every level. The last line is `N passed, N failed`, over all levels; a level that does not
// build, crashes or runs nothing has failed.
//
// Levels and builds run side by side, one task on each core. A level whose inputs are what they were when it last passed here is
// not run again but counted, and says so; --force runs it, and so does an environment with CI.
//
// A level is one line in levels.mjs:
//
//     NAME: { needs: [BUILD...], programs: [PROGRAM...], slow: true, cores: 2, alone: true, ...KIND(...) },
//
//   needs      what has to be built first: names of `builds`, one line each in the same file
//   programs   what it needs besides: names of `needs` in steps/programs.mjs; apt installs what is missing
//   slow       only in npm run test:all
//   cores      how many cores it keeps busy, if more than one
//   alone      nothing else runs meanwhile: for tests that measure time
//   KIND       how it runs, from steps/testers.mjs: googleTest(program), vitest(config, { project, inputs }),
//              golden(engine, precision), script(file, args, { inputs })
import './steps/node_version.mjs';
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { builds, levels, make } from './levels.mjs';
import { beingStopped } from './steps/children.mjs';
import { presets } from './steps/cmake.mjs';
import { ensurePackages } from './steps/packages.mjs';
import { fromRoot } from './steps/paths.mjs';
import { ensurePrograms, versionOf } from './steps/programs.mjs';
import { duration, main, Stop, tell } from './steps/say.mjs';
import { sideBySide } from './steps/side_by_side.mjs';
import { hashOf, keep, passedBefore } from './steps/unchanged.mjs';

const cores = availableParallelism();

/** What every level depends on besides its own inputs. */
const commonInputs = ['wasm/toolchain', 'package-lock.json'];

/** The chosen levels and their builds, with what those need in turn. */
function chosen(args) {
  const options = ['--all', '--force'];
  const unknown = args.find((arg) => !levels[arg] && !options.includes(arg));
  if (unknown) throw new Stop(`npm test knows no level ${unknown}: the levels are ${Object.keys(levels).join(', ')}.`);
  const named = args.filter((arg) => levels[arg]);
  const all = args.includes('--all');
  const chosenLevels = Object.keys(levels).filter((name) => (named.length > 0 ? named.includes(name) : all || !levels[name].slow));
  const needed = new Set();
  const need = (name) => needed.add(name) && builds[name].needs.forEach(need);
  for (const name of chosenLevels) levels[name].needs.forEach(need);
  return { names: chosenLevels, needed: Object.keys(builds).filter((name) => needed.has(name)), force: args.includes('--force') || Boolean(process.env.CI) };
}

/** One level under way: its parts' results are added up, and told when the last one has come. */
class Level {
  begin = 0;
  result = { passed: 0, failed: 0, messages: [] };
  said = '';

  constructor(name, force) {
    this.name = name;
    this.force = force;
    this.left = levels[name].parts.length;
  }

  get inputs() {
    const { inputs, programs = [] } = levels[this.name];
    return (this.hash ??= hashOf([...inputs, ...commonInputs], process.version, ...programs.map(versionOf)));
  }

  label(i) {
    const { length } = levels[this.name].parts;
    return length > 1 ? `${this.name}, part ${i + 1} of ${length}` : this.name;
  }

  async run(i) {
    this.begin ||= Date.now();
    const { inputs } = this; // as they are before the first part runs
    const before = this.force ? undefined : (this.before ??= passedBefore(this.name, inputs));
    if (before !== undefined) {
      this.said = 'unchanged since it passed';
      return this.add(i === 0 ? { passed: before, failed: 0, messages: [] } : { passed: 0, failed: 0, messages: [] });
    }
    try {
      this.add(await levels[this.name].parts[i](this.label(i)));
    } catch (error) {
      this.fail(error instanceof Stop ? error.message : error.stack);
    }
  }

  fail(message) {
    this.add({ passed: 0, failed: 1, messages: [message] });
  }

  add({ passed, failed, messages }) {
    this.result.passed += passed;
    this.result.failed += failed;
    this.result.messages.push(...messages);
    if (--this.left === 0) this.end();
  }

  end() {
    if (beingStopped()) return; // the tests did not fail, they were ended
    const { result } = this;
    if (result.passed + result.failed === 0) Object.assign(result, { failed: 1, messages: ['no test ran'] });
    if (!this.said) keep(this.name, this.inputs, result);
    const took = this.said || duration(this.begin && Date.now() - this.begin);
    tell(`${this.name.padEnd(16)} ${String(result.passed).padStart(4)} passed ${String(result.failed).padStart(3)} failed   ${took}`);
  }
}

await main(async (args) => {
  const { names, needed, force } = chosen(args);
  await ensurePackages();
  // All at once, and before anything is built: apt is asked once, and its refusal comes early.
  await ensurePrograms(
    ...new Set([...names.flatMap((name) => levels[name].programs ?? []), ...needed.flatMap((name) => presets[builds[name].preset]?.needs ?? [])]),
  );
  mkdirSync(fromRoot('build/reports'), { recursive: true });

  const failures = [];
  // At most two builds at a time, each with as many jobs as there are cores: where one of them has its last, long sources to
  // compile, the other one uses what it leaves.
  const share = needed.length > 1 ? Math.ceil(cores / 2) : cores;
  const buildTasks = needed.map((name) => ({
    name: `build ${name}`,
    needs: builds[name].needs.map((other) => `build ${other}`),
    cores: builds[name].preset ? share : 1,
    run: () =>
      make(name, cores).catch((error) => {
        failures.push(`${builds[name].title}: ${error instanceof Stop ? error.message : error.stack}`);
        throw error;
      }),
    lacks: () => {},
  }));
  const running = names.map((name) => new Level(name, force));
  const levelTasks = running.flatMap((level) =>
    levels[level.name].parts.map((_, i) => ({
      name: level.label(i),
      needs: levels[level.name].needs.map((build) => `build ${build}`),
      cores: levels[level.name].alone ? cores : (levels[level.name].cores ?? 1),
      run: () => level.run(i),
      lacks: (need) => (i === 0 ? level.fail(`not run: ${need} failed`) : level.add({ passed: 0, failed: 0, messages: [] })),
    })),
  );
  await sideBySide([...buildTasks, ...levelTasks], cores);

  const total = { passed: 0, failed: 0 };
  for (const { name, result } of running) {
    total.passed += result.passed;
    total.failed += result.failed;
    failures.push(...result.messages.map((message) => `${name}: ${message}`));
  }
  for (const failure of failures) console.log(`\n${failure.trimEnd()}`);
  if (failures.length > 0) console.log('');
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
});
