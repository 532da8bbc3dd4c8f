// Configuring and building with CMake: only what is out of date, and everything anew after a change of compiler.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fromRoot, root } from './paths.mjs';
import { ensurePrograms, which } from './programs.mjs';
import { step } from './say.mjs';

/** What is built, and with which programs (programs.mjs). */
export const presets = {
  native: { title: 'native programs', needs: ['cmake', 'ninja', 'eigen', 'compiler'] },
  sanitize: { title: 'tests with sanitizers', needs: ['cmake', 'ninja', 'eigen', 'compiler'] },
  wasm: { title: 'WebAssembly engine', needs: ['cmake', 'ninja', 'eigen', 'emscripten'] },
};

const firstLine = (command, ...args) => spawnSync(command, args, { encoding: 'utf8' }).stdout?.split('\n')[0] ?? '';

/** What a build folder depends on besides the sources: other compilers or another checkout make its objects worthless. */
function identity(preset) {
  const compiler = preset === 'wasm' ? which('emcc') : (process.env.CXX ?? which('c++', 'g++', 'clang++'));
  const path = compiler && existsSync(compiler) ? realpathSync(compiler) : compiler;
  return [root, path, firstLine(compiler, '--version'), which('cmake'), which('ninja') ?? 'make'].join('\n');
}

async function configure(preset, wanted) {
  const folder = fromRoot(`build/${preset}`);
  const stamp = `${folder}/compiler.txt`;
  const now = identity(preset);
  const before = existsSync(stamp) ? readFileSync(stamp, 'utf8') : undefined;
  const cache = existsSync(`${folder}/CMakeCache.txt`) ? readFileSync(`${folder}/CMakeCache.txt`, 'utf8') : '';
  // A header that was missing at the last time and is wanted now must have been installed since.
  const lacking = wanted.some((name) => cache.includes(`${name}:PATH=${name}-NOTFOUND`));
  if (before === now && cache && !lacking) return;
  if (before !== undefined && before !== now) rmSync(folder, { recursive: true, force: true });
  const generator = which('ninja') ? [] : ['-G', 'Unix Makefiles'];
  await step(`Configuring the ${presets[preset].title}`, 'cmake', ['--preset', preset, ...generator]);
  mkdirSync(folder, { recursive: true });
  writeFileSync(stamp, now);
}

/** Builds targets of a preset (all that it builds by default where none is named), with whatever that needs. */
export async function build(preset, targets = ['all'], { wanted = [], title = presets[preset].title, jobs = availableParallelism() } = {}) {
  await ensurePrograms(...presets[preset].needs);
  await configure(preset, wanted);
  const args = ['--build', fromRoot(`build/${preset}`), '--target', ...targets, '--parallel', String(jobs)];
  await step(`Building the ${title}`, 'cmake', args);
}
