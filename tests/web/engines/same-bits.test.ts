// Every learner and every yardstick gives the same bits in the native engine, with 1, 2 and 5 threads, and as WebAssembly: parameters (the hash) and a held-out evaluation.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const lab = at('build/native/lab');

interface Described {
  learners: Array<{ name: string; families: string[] }>;
  families: Array<{ name: string; kind: 'supervised' | 'reinforcement' }>;
}
const { learners, families } = JSON.parse((await run(lab, ['--describe'])).stdout) as Described;
const plays = new Set(families.filter(({ kind }) => kind === 'reinforcement').map(({ name }) => name));

// The first and the last family that a learner fits: points and episodes, numbers and choices are among them. Five tasks are blocks of two, two and one.
const lines = learners.flatMap(({ name, families: fitting }) =>
  [...new Set([fitting[0]!, fitting.at(-1)!])].map(
    (tasks) => `learner=${name}&tasks=${tasks}&meta_batch_size=5&block=2&test_tasks=5&test_steps=2&seed=3${plays.has(tasks) ? `&episodes=4&horizon=${tasks === 'bernoulli-bandit' ? 1 : 12}` : ''}`,
  ),
);
// What a memory may be besides.
lines.push(
  'learner=rl2&tasks=tabular-mdp&meta_batch_size=5&block=2&test_tasks=5&test_steps=2&seed=3&episodes=4&horizon=12&memory_input=transition&initial_gates=selective&initial_timescale=50&memory_scale=7&readout=products&advantage_mean=step',
);

// Other ways to adapt to episodes.
const episodes = 'meta_batch_size=5&block=2&test_tasks=5&test_steps=2&seed=3&episodes=4&horizon=12';
lines.push(
  `learner=maml&tasks=point-navigation&${episodes}&inner=ppo&inner_entropy=0.1&critic=learned`,
  `learner=anil&tasks=cart-pole&${episodes}&inner=a2c&critic=learned&outer=adam`,
  `learner=es-maml&tasks=cart-pole&${episodes}&inner=hill-climbing`,
);

// Long enough to choose.
lines.push(
  'learner=selector&tasks=bernoulli-bandit&preset=easy-or-hard&meta_batch_size=5&block=2&test_tasks=5&seed=3&episodes=40',
  'learner=selector&tasks=point-navigation&meta_batch_size=5&block=2&test_tasks=5&seed=3&episodes=16&horizon=12&candidates=rl2;scratch~episodes:3;pearl',
);

async function answer(command: string, ...args: string[]) {
  const { stdout } = await run(command, [...args, '--iterations', '3', '--evaluate', '--json']);
  const { seconds: _, processor_seconds: __, ...rest } = JSON.parse(stdout.trim().split('\n').at(-1)!) as { seconds: number; processor_seconds: number; hash: string };
  return rest;
}

test.concurrent.each(lines)('%s', { timeout: 60_000 }, async (line) => {
  const expected = await answer(lab, line);
  expect(expected.hash).toMatch(/^[0-9a-f]{16}$/);
  for (const threads of ['2', '5']) expect(await answer(lab, line, '--threads', threads)).toEqual(expected);
  expect(await answer(process.execPath, at('wasm/lab.mjs'), line)).toEqual(expected);
});
