// What a command tells its user while it works. Progress goes to standard error, results to standard output.
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { ended, start } from './children.mjs';
import { fromRoot, root } from './paths.mjs';

/** A failure that is already said in full: the command prints the sentence and stops, without a stack trace. */
export class Stop extends Error {}

const terminal = process.stderr.isTTY;
const still = 15_000; // without a terminal: a line this often shows that long steps are alive
const patience = 400; // a step that takes less is not worth a line

export function duration(milliseconds) {
  if (milliseconds < 9950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** The steps that are being done now, and since when. */
const doing = new Map();
let timer;

const names = () => [...doing].filter(([, { shown }]) => shown).map(([title, { begin }]) => `${title} … ${duration(Date.now() - begin)}`);
const clear = () => terminal && process.stderr.write('\r\x1b[K');

/** One line for all that is being done: rewritten on a terminal, told anew elsewhere. */
function showDoing() {
  const line = names().join(' · ');
  if (!line) return;
  if (terminal) process.stderr.write(`\r\x1b[K${line.slice(0, (process.stderr.columns ?? 80) - 1)}`);
  else process.stderr.write(`${line}\n`);
}

/** Writes a result on standard output, out of the way of the line that shows what is being done. */
export function tell(text) {
  clear();
  console.log(text);
  if (terminal) showDoing();
}

/**
 * Shows that a step is alive until the promise settles, and then how long it took. Several may be so at once. `ends` is
 * false where the end of the step is told otherwise.
 */
export async function alive(title, promise, { ends = true } = {}) {
  const step = { begin: Date.now(), shown: false };
  doing.set(title, step);
  const first = setTimeout(() => {
    step.shown = true;
    if (terminal) showDoing();
    else process.stderr.write(`${title} …\n`);
  }, patience);
  timer ??= setInterval(showDoing, terminal ? 1000 : still);
  const finish = (word) => {
    clearTimeout(first);
    doing.delete(title);
    if (doing.size === 0) timer = clearInterval(timer);
    if (!step.shown) return;
    clear();
    if (word) process.stderr.write(`${title}: ${word}, ${duration(Date.now() - step.begin)}\n`);
    if (terminal) showDoing();
  };
  try {
    const result = await promise;
    finish(ends && 'done');
    return result;
  } catch (error) {
    step.shown = true;
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
export async function step(title, command, args, { mayFail = false, ends = true, env = {}, cwd = root } = {}) {
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
  return alive(title, run(), { ends });
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
