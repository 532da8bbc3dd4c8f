// Steps a run in the page, and holds that its parameters are those of the native program.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect } from 'vitest';
import { openRun, root } from './playground.ts';

export async function hasNativeBits(line: string, iterations: number): Promise<void> {
  const program = `${root}build/native/lab`;
  expect(existsSync(program), 'the native runner is built').toBe(true);
  const output = execFileSync(program, [line, '--iterations', String(iterations), '--threads', '2', '--json'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const native = JSON.parse(output.trim().split('\n').at(-1)!) as { run: string; build: string; hash: string };
  const playground = await openRun(line);
  for (let i = 1; i <= iterations; i++) {
    await playground.button('Next iteration').click();
    await playground.untilIteration(i, 60_000);
    await playground.untilStanding();
  }
  await expect.poll(async () => (await playground.receipt())[2]).toBe(String(iterations));
  expect(await playground.receipt()).toEqual([native.run, native.build, String(iterations), native.hash]);
}
