import { expect, test } from 'vitest';
import { openRun } from './playground.ts';

test('Pause is answered within 100 ms during a run of paper size', async () => {
  const playground = await openRun('learner=maml&tasks=point-navigation&preset=maml-paper');
  await playground.speed('Full');
  const times: number[] = [];
  for (let i = 0; i < 5; i++) {
    await playground.button('Play').click();
    await expect.poll(() => playground.running()).toBe(true);
    await playground.page.waitForTimeout(700 + 130 * i);
    times.push(
      await playground.page.evaluate(async () => {
        const root = document.querySelector('meta-rl-playground')!.shadowRoot!;
        const play = root.querySelector<HTMLButtonElement>('button.play')!;
        const start = performance.now();
        play.click();
        const run = (document.querySelector('meta-rl-playground') as unknown as { model: EventTarget & { progress: { running: boolean } } }).model;
        while (run.progress.running) await new Promise((resolve) => run.addEventListener('change', resolve, { once: true }));
        return performance.now() - start;
      }),
    );
    await playground.untilStanding();
  }
  expect(Math.max(...times), times.map(Math.round).join(', ')).toBeLessThan(100);
});

test('A probe is cancelled within 100 ms while a run of paper size goes on', async () => {
  const playground = await openRun('learner=maml&tasks=point-navigation&preset=maml-paper');
  await playground.speed('Full');
  await playground.button('Play').click();
  await expect.poll(() => playground.running()).toBe(true);
  const [took, answer] = await playground.page.evaluate(async () => {
    interface Client {
      send(kind: string, body: object): { id: number; answer: Promise<unknown> };
      ask(kind: string, body: object): Promise<unknown>;
    }
    const { client } = (document.querySelector('meta-rl-playground') as unknown as { model: { client: Client } }).model;
    const probe = client.send('probe', { task: Float32Array.of(0.3, 0.3), steps: 10 });
    await new Promise((resolve) => setTimeout(resolve, 60));
    const start = performance.now();
    await client.ask('cancel', { request: probe.id });
    return [performance.now() - start, await probe.answer];
  });
  expect(answer).toBeNull();
  expect(took).toBeLessThan(100);
});
