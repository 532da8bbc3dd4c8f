// Trains a run natively up to a point at which it can be entered.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const lab = fileURLToPath(new URL('../../build/native/lab', import.meta.url));

async function run(args) {
  const { stdout } = await promisify(execFile)(lab, [...args, '--json'], { maxBuffer: 1 << 26 });
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

/**
 * Trains a line up to so many iterations, from its beginning or from an earlier point's file (`from`), and writes the snapshot of one iteration
 * before: whoever enters there does that iteration, so that all of it is seen. Resolves to the hash of the meta-parameters after it, the build,
 * and the seconds of computing.
 */
export async function trainTo({ line, from, iteration, file }) {
  const before = await run([...(from ? ['--restore', from] : [line]), '--iterations', String(iteration - 1), '--snapshot', file]);
  const after = await run(['--restore', file, '--iterations', String(iteration)]);
  return { hash: after.hash, build: after.build, seconds: before.processor_seconds + after.processor_seconds };
}
