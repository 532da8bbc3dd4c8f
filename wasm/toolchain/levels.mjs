// What is built for the tests, and the test levels. How a line is written is told at the top of test.mjs.
import { build } from './steps/cmake.mjs';
import { buildPackage, buildSiteForms, checkForms } from './steps/forms.mjs';
import { buildSite, checkSite } from './steps/site.mjs';
import { golden, googleTest, script, vitest } from './steps/testers.mjs';

/** In the order in which they begin: what the longest chain of needs starts from comes first. */
export const builds = {
  engine: { preset: 'wasm', targets: ['engine'], title: 'WebAssembly engine', needs: [] },
  runner: { preset: 'native', targets: ['lab'], title: 'native runner', needs: [] },
  site: { title: 'site', needs: ['engine'] },
  forms: { title: 'forms of the element', needs: ['site'] },
  sanitize: { preset: 'sanitize', targets: ['core-tests'], title: 'tests with sanitizers', needs: [] },
  native: { preset: 'native', targets: ['core-tests', 'golden', 'golden-double'], title: 'native tests', needs: ['runner'] },
  'native double': { preset: 'native', targets: ['core-tests-double'], title: 'native tests in double precision', needs: ['native'] },
  wasm: { preset: 'wasm', targets: ['golden'], title: 'golden checks for WebAssembly', needs: ['engine'] },
  'wasm tests': { preset: 'wasm', targets: ['core-tests'], title: 'WebAssembly tests', needs: ['wasm'] },
  'native benches': { preset: 'native', targets: ['bench', 'bench-scalar'], title: 'native benchmarks', needs: ['native double'] },
  'wasm benches': { preset: 'wasm', targets: ['bench', 'bench-scalar'], title: 'WebAssembly benchmarks', needs: ['wasm tests'] },
  ends: { preset: 'sanitize', targets: ['core-tests-slow'], title: 'tests of knobs at their ends', needs: ['sanitize'] },
};

/** Does a build with a number of jobs. */
export async function make(name, jobs) {
  const { preset, targets, title } = builds[name];
  if (preset) return build(preset, targets, { title, jobs, wanted: ['GOOGLETEST'] });
  if (name === 'forms') {
    await buildSiteForms();
    await buildPackage();
    checkForms();
  } else {
    await buildSite();
    checkSite();
  }
}

const runner = 'build/native/lab';
const engine = ['build/wasm/engine.mjs', 'build/wasm/engine.wasm'];

/** In the order in which they begin, once their builds are there. One that takes all cores waits until they are free: long ones come after it. */
export const levels = {
  // Level ends tries every knob under the sanitizers, and every pair's line; level core tries natively what each one does.
  'core-sanitized': { slow: true, needs: ['sanitize'], programs: ['googletest'], ...googleTest('build/sanitize/core-tests', { without: ['Knobs.*', 'RunLine.*'] }) },
  web: { needs: ['runner', 'engine'], ...vitest('tests/web/vitest.config.ts', { inputs: [runner, ...engine, 'wasm', 'tests/toolchain'] }) },
  docs: { needs: ['runner'], ...script('web/docs/make-tables.mjs', ['--check'], { inputs: [runner, 'web/docs'] }) },
  core: { needs: ['native'], programs: ['googletest'], ...googleTest('build/native/core-tests') },
  // Without those that walk through every pair for something that has no precision.
  'core-double': { slow: true, needs: ['native double'], programs: ['googletest'], ...googleTest('build/native/core-tests-double', { without: ['Knobs.*', 'Memory.*', 'RunLine.*'] }) },
  'golden-double': { needs: ['native'], ...golden('native', 'double') },
  'golden-float': { needs: ['native'], ...golden('native', 'float') },
  'golden-wasm': { needs: ['wasm'], ...golden('wasm', 'float') },
  page: { needs: ['runner', 'site'], programs: ['chromium'], cores: 2, ...vitest('tests/web/page/vitest.config.ts', { project: 'page', inputs: [runner, ...engine] }) },
  'core-wasm': { slow: true, needs: ['wasm tests'], programs: ['googletest'], ...googleTest('build/wasm/core-tests.cjs', { without: ['Knobs.*', 'RunLine.*'] }) },
  'page-long': { slow: true, needs: ['runner', 'site'], programs: ['chromium'], ...vitest('tests/web/page/vitest.config.ts', { project: 'long', inputs: [runner, ...engine] }) },
  browsers: { slow: true, needs: ['runner', 'site'], programs: ['firefox', 'webkit', 'screen'], ...vitest('tests/web/browsers/vitest.config.ts', { inputs: [runner, ...engine] }) },
  hosts: { slow: true, needs: ['forms'], programs: ['chromium', 'myst', 'book-theme'], ...vitest('tests/web/hosts/vitest.config.ts', { inputs: [...engine, 'package.json', 'CITATION.cff'] }) },
  bench: { slow: true, needs: ['native benches', 'wasm benches'], ...script('tests/bench/each-measures.mjs', [], { inputs: ['build/native/bench', 'build/wasm/bench.wasm', 'tests/bench'] }) },
  ends: { slow: true, needs: ['ends'], programs: ['googletest'], ...googleTest('build/sanitize/core-tests-slow') },
  pace: { slow: true, needs: ['site'], programs: ['chromium'], alone: true, ...vitest('tests/web/page/vitest.config.ts', { project: 'pace', inputs: engine }) },
};
