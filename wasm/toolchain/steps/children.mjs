// Starting other programs, and taking them along when this one is asked to stop.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const running = new Set();
const cleanups = new Set();

/**
 * Starts a program in a process group of its own: a signal to this program reaches it and whatever it started itself.
 * With `foreground` it shares this program's terminal and group.
 */
export function start(command, args, { foreground = false, ...options } = {}) {
  const child = spawn(command, args, { detached: !foreground, stdio: foreground ? 'inherit' : ['ignore', 'pipe', 'pipe'], ...options });
  child.inOwnGroup = !foreground;
  running.add(child);
  const forget = () => running.delete(child);
  child.on('error', forget).on('close', forget);
  return child;
}

/** Resolves to how a program ended: its exit code (128 + signal where a signal ended it), or the reason why it did not start. */
export function ended(child) {
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 127, reason: error.message }));
    child.on('close', (code, signal) => resolve({ code: code ?? 128 + (constants.signals[signal] ?? 0), reason: signal ? `ended by ${signal}` : `exit code ${code}` }));
  });
}

/** Runs a program in the foreground, with this program's own input and output, and resolves to its exit code. */
export async function foreground(command, args, options = {}) {
  const { code, reason } = await ended(start(command, args, { ...options, foreground: true }));
  if (code === 127 && reason) console.error(`${command}: ${reason}`);
  return code;
}

/** Called once when this program is told to stop. Returns a function that takes it back. */
export function whenStopped(cleanup) {
  cleanups.add(cleanup);
  return () => cleanups.delete(cleanup);
}

function signalAll(signal) {
  for (const child of running) {
    try {
      process.kill(child.inOwnGroup ? -child.pid : child.pid, signal);
    } catch {
      // It ended by itself in the meantime.
    }
  }
}

let stopping = false;

/** Whether this program has been told to stop: what ends now was ended, and nothing more is to be started. */
export const beingStopped = () => stopping;

async function stop(signal) {
  const code = 128 + constants.signals[signal];
  if (stopping) {
    signalAll('SIGKILL');
    process.exit(code);
  }
  stopping = true;
  signalAll(signal);
  const patience = new Promise((resolve) => setTimeout(resolve, 2000));
  await Promise.race([Promise.allSettled([...cleanups].map((cleanup) => cleanup())), patience]);
  for (const deadline = Date.now() + 5000; running.size > 0 && Date.now() < deadline; ) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  signalAll('SIGKILL');
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal));

// npm passes a signal on to the shell between itself and this program, and that shell ends without telling it.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && !stopping && stop('SIGTERM'), 500).unref();
}
