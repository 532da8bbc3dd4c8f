import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));

export interface Receipt {
  run: string;
  build: string;
  iteration: number;
  hash: string;
}

/** The receipt of the native program after a number of iterations. */
export function nativeReceipt(line: string, iterations: number): Receipt {
  const output = execFileSync(`${root}build/native/lab`, [line, '--iterations', String(iterations), '--json'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const { run, build, iteration, hash } = JSON.parse(output.trim().split('\n').at(-1)!) as Receipt;
  return { run, build, iteration, hash };
}
