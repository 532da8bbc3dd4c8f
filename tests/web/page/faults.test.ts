import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { open, openRun } from './playground.ts';

for (const [what, line, sentence] of [
  ['An unknown key', 'learner=maml&tasks=sinusoid&nonsense=3', /nonsense/],
  ['A value outside its range', 'learner=maml&tasks=sinusoid&meta_batch_size=-4', /meta_batch_size.*-4/],
  ['A value that is no number', 'learner=maml&tasks=sinusoid&inner_lr=fast', /inner_lr.*fast/],
  ['A link that cannot be decoded', '%E0%A4%A', /link is damaged/],
] as const) {
  test(`${what} in the address is named in one sentence, and the default run is there to go on with`, async () => {
    const playground = await openRun(line);
    await expect.poll(() => playground.alert.textContent()).toMatch(sentence);
    expect((await playground.receipt())[0]).toContain('tasks=point-navigation');
    await playground.button('Next iteration').click();
    await playground.untilIteration(1);
  });
}

test('A refused knob shows the sentence beside it and leaves the run as it was', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid');
  await playground.button('Next iteration').click();
  await playground.untilIteration(1);
  await playground.untilStanding();
  const receipt = await playground.receipt();
  const knob = playground.page.getByLabel('meta_batch_size', { exact: true });
  await knob.fill('many');
  await knob.press('Enter');
  await playground.page.locator('.knob .error').getByText(/many/).waitFor();
  expect(await knob.getAttribute('aria-invalid')).toBe('true');
  expect(await playground.receipt()).toEqual(receipt);
});

async function openFaulty(answer: 'html' | 'missing' | 'damaged' | 'offline') {
  const playground = await open();
  playground.noisy = answer === 'missing' || answer === 'offline';
  await playground.page.route('**/*.wasm', (route) => {
    if (answer === 'html') return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Home</title>' });
    if (answer === 'missing') return route.fulfill({ status: 404, body: 'Not found' });
    if (answer === 'damaged') return route.fulfill({ contentType: 'application/wasm', body: Buffer.from([0, 97, 115, 109, 1, 0, 0, 0, 77, 1]) });
    return route.abort();
  });
  await playground.go('');
  return playground;
}

test('An HTML page in place of the engine’s file is called just that', async () => {
  const playground = await openFaulty('html');
  await expect.poll(() => playground.alert.textContent()).toMatch(/engine\.wasm is not WebAssembly but text\/html/);
});

test('A missing, a damaged and an unreachable engine file each have their sentence', async () => {
  for (const [fault, sentence] of [['missing', /does not have the engine’s file engine\.wasm \(answer 404\)/], ['damaged', /engine\.wasm is damaged/], ['offline', /could not be fetched/]] as const) {
    const playground = await openFaulty(fault);
    await expect.poll(() => playground.alert.textContent()).toMatch(sentence);
  }
});

test('A browser without SIMD is told what to do', async () => {
  const playground = await open();
  await playground.page.addInitScript(() => {
    WebAssembly.validate = () => false;
  });
  await playground.go('');
  await expect.poll(() => playground.alert.textContent()).toMatch(/no SIMD.*Chrome 91/);
});

test('When the module traps, another worker goes on from the last snapshot and the page says so', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid', {}, '?test');
  await playground.speed('Full');
  await playground.button('Play').click();
  await playground.untilIteration(30);
  await playground.page.waitForTimeout(1500);
  await playground.page.evaluate(() => window.dispatchEvent(new Event('playground-crash')));
  await expect.poll(() => playground.alert.textContent(), { timeout: 10_000 }).toMatch(/a new one continues from iteration [1-9]/);
  await playground.untilStanding();
  const restored = await playground.iteration();
  expect(restored).toBeGreaterThan(0);
  await playground.button('Play').click();
  await playground.untilIteration(restored + 5);
});

test('Without the test switch in the address nothing can crash the worker', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid');
  await playground.page.evaluate(() => window.dispatchEvent(new Event('playground-crash')));
  await playground.button('Next iteration').click();
  await playground.untilIteration(1);
  expect(await playground.alert.textContent()).toMatch(/^\s*$/);
});

test('A saved snapshot can be loaded, a damaged one is refused with a sentence and the run stays', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid');
  for (let i = 1; i <= 3; i++) {
    await playground.button('Next iteration').click();
    await playground.untilIteration(i);
    await playground.untilStanding();
  }
  const receipt = await playground.receipt();
  const [download] = await Promise.all([playground.page.waitForEvent('download'), playground.button('Save snapshot').click()]);
  const bytes = readFileSync((await download.path())!);
  await playground.page.getByRole('combobox', { name: 'Tasks', exact: true }).selectOption('boolean');
  await expect.poll(async () => (await playground.receipt())[0]).toContain('tasks=boolean');
  const file = playground.page.getByLabel('Load snapshot');
  const damaged = Buffer.from(bytes);
  damaged[Math.floor(damaged.length / 2)]! ^= 1;
  await file.setInputFiles({ name: 'damaged.snapshot', mimeType: 'application/octet-stream', buffer: damaged });
  await expect.poll(() => playground.alert.textContent()).toMatch(/snapshot/i);
  expect((await playground.receipt())[0]).toContain('tasks=boolean');
  await file.setInputFiles({ name: 'good.snapshot', mimeType: 'application/octet-stream', buffer: bytes });
  await expect.poll(() => playground.receipt()).toEqual(receipt);
});

test('Saved parameters start another run, whose line names them by their hash', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid');
  await playground.button('Next iteration').click();
  await playground.untilIteration(1);
  await playground.untilStanding();
  const hash = (await playground.receipt())[3]!;
  const [download] = await Promise.all([playground.page.waitForEvent('download'), playground.button('Save parameters').click()]);
  const buffer = readFileSync((await download.path())!);
  await playground.page.getByLabel('Start from parameters').setInputFiles({ name: 'saved.parameters', mimeType: 'application/octet-stream', buffer });
  await expect.poll(async () => (await playground.receipt())[0]).toContain(`init=${hash}`);
  expect((await playground.receipt())[3]).toBe(hash);
});

test('A run that diverges stops, says what to turn, and keeps its last good state', async () => {
  const playground = await openRun('learner=maml&tasks=sinusoid&inner_lr=100&inner_steps=5&outer=sgd&outer_lr=100');
  await playground.speed('Full');
  await playground.button('Play').click();
  await expect.poll(() => playground.alert.textContent(), { timeout: 30_000 }).toMatch(/(diverged|inner_lr|outer_lr)/);
  await playground.untilStanding();
  expect((await playground.receipt())[3]).toMatch(/^[0-9a-f]{16}$/);
});
