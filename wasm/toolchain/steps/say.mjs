// What a command tells its user while it works. Progress goes to standard error, results to standard output.
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { ended, start } from './children.mjs';
import { fromRoot, root } from './paths.mjs';

/** A failure that is already said in full: the command prints the sentence and stops, without a stack trace. */
export class Stop extends Error {}

const terminal = process.stderr.isTTY;
const still = 15_000; // without a terminal: a line this often shows that a long step is alive
const patience = 400; // a step that takes less is not worth a line

export function duration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  return seconds < 60 ? `${Math.round(seconds)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds) % 60} s`;
}

/** Shows that a step is alive until the promise settles, and then how long it took. */
export async function alive(title, promise) {
  const begin = Date.now();
  const elapsed = () => duration(Date.now() - begin);
  let shown = false;
  const tick = () => {
    process.stderr.write(terminal ? `\r\x1b[K${title} … ${elapsed()}` : `${title} …${shown ? ` ${elapsed()}` : ''}\n`);
    shown = true;
  };
  const first = setTimeout(tick, patience);
  const timer = setInterval(tick, terminal ? 1000 : still);
  const finish = (word) => {
    clearTimeout(first);
    clearInterval(timer);
    if (shown) process.stderr.write(`${terminal ? '\r\x1b[K' : ''}${title}: ${word}, ${elapsed()}\n`);
  };
  try {
    const result = await promise;
    finish('done');
    return result;
  } catch (error) {
    shown = true;
    finish('failed');
    throw error;
  }
}

/** The end of a log, where the reason of a failure stands. */
export function tail(file, lines = 40) {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}

/**
 * Runs a program as one step: its output goes to build/logs/, and the end of it is shown if it fails. Throws Stop then,
 * unless `mayFail`. Resolves to { code, reason, log }.
 */
export async function step(title, command, args, { mayFail = false, env = {}, cwd = root } = {}) {
  const log = fromRoot(`build/logs/${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.log`);
  mkdirSync(fromRoot('build/logs'), { recursive: true });
  const output = createWriteStream(log);
  const run = async () => {
    const child = start(command, args, { cwd, env: { ...process.env, ...env } });
    child.stdout.pipe(output, { end: false });
    child.stderr.pipe(output, { end: false });
    const end = await ended(child);
    await new Promise((resolve) => output.end(resolve));
    if (end.code !== 0 && !mayFail) {
      throw new Stop(`${tail(log)}\n\n${title} failed (${end.reason}): ${[command, ...args].join(' ')}\nIts whole output is in ${log}`);
    }
    return { ...end, log };
  };
  return alive(title, run());
}

/** Runs a command's main function: a Stop becomes its sentence and exit code 1. */
export async function main(command) {
  try {
    process.exitCode = (await command(process.argv.slice(2))) ?? process.exitCode ?? 0;
  } catch (error) {
    console.error(error instanceof Stop ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
