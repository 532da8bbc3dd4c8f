// Golden files against the core: flattened here, checked by the C++ program `golden`, one answer for each case.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ended, start } from './children.mjs';
import { build } from './cmake.mjs';
import { flatten } from './flatten.mjs';
import { fromRoot } from './paths.mjs';
import { Stop } from './say.mjs';

/** The files of a case folder (not of the folders below it), or the one file that is named. */
function filesOf(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new Stop(`There is no ${path}.`);
  const files = stat.isDirectory() ? readdirSync(path).filter((name) => name.endsWith('.json')).sort().map((name) => join(path, name)) : [path];
  if (files.length === 0) throw new Stop(`${path} holds no .json files.`);
  return files;
}

const failed = (name, reason) => ({ name, kind: '-', error: '-', bound: '-', ok: false, reason });

function read(path) {
  const name = basename(path, '.json').replace(/\s+/g, '_');
  try {
    const json = JSON.parse(readFileSync(path, 'utf8'));
    if (json === null || typeof json !== 'object' || Array.isArray(json)) return { name, broken: 'it is not an object' };
    return { name, text: flatten(name, json) };
  } catch (error) {
    return { name, broken: error.message };
  }
}

function program(engine, precision) {
  const name = precision === 'double' ? 'golden-double' : 'golden';
  return engine === 'wasm' ? [process.execPath, fromRoot(`build/wasm/${name}.cjs`)] : [fromRoot(`build/native/${name}`)];
}

export const buildGolden = (engine, precision) => build(engine, [precision === 'double' ? 'golden-double' : 'golden']);

/** Checks files and folders of files: an array of { name, kind, error, bound, ok, reason }, one for each file. */
export async function checkGolden(paths, { engine, precision }) {
  const cases = paths.flatMap(filesOf).map(read);
  const [command, ...args] = program(engine, precision);
  const child = start(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  let answer = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (answer += text));
  child.stdin.on('error', () => {}); // a program that ends early is told of below
  child.stdin.end(cases.map(({ text }) => text ?? '').join(''));
  const { code, reason } = await ended(child);
  if (code === 127) throw new Stop(`${command}: ${reason}`);

  const said = new Map();
  for (const line of answer.split('\n')) {
    const [, name, kind, error, bound, verdict, reason = ''] = /^(\S+) (\S+) (\S+) (\S+) (ok|FAILED)\s*(.*)$/.exec(line) ?? [];
    if (name) said.set(name, { name, kind, error, bound, ok: verdict === 'ok', reason });
  }
  const why = code > 128 ? `the program was ${reason}` : 'the program gave no answer';
  return cases.map(({ name, broken }) => (broken ? failed(name, `not understood: ${broken}`) : (said.get(name) ?? failed(name, why))));
}

export function goldenLine({ name, kind, error, bound, ok, reason }) {
  return [name.padEnd(28), kind.padEnd(12), error.padStart(10), bound.padStart(8), ok ? 'ok' : 'FAILED', reason].join(' ').trimEnd();
}
