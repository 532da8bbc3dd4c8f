import { expect, test } from 'vitest';
import { type Host, openElement, openHost, tag } from './host-page.ts';

const locked = { run: 'learner=maml&tasks=sinusoid&seed=1', knobs: 'seed outer_lr inner_steps order', lock: 'seed', bounds: 'outer_lr:0.0005..0.01 order:2' };

test('Methods do as their controls: play, pause, step, reset', async () => {
  const host = await openElement({ speed: 'full' });
  expect(await host.call('step', ['phase'])).toBeNull();
  expect(await host.get('iteration')).toBe(0);
  expect(await host.call('step', ['iteration'])).toBeNull();
  expect(await host.get('iteration')).toBe(1);
  expect(await host.get('state')).toBe('ready');
  expect(await host.call('step', ['forever'])).toMatchObject({ code: 'choice', message: 'until cannot be “forever”: it is phase or iteration.' });
  expect(await host.call('play')).toBeNull();
  await host.until(10);
  expect(await host.get('state')).toBe('playing');
  await host.call('pause');
  await host.standing();
  expect(await host.call('reset')).toBeNull();
  expect(await host.get('iteration')).toBe(0);
});

test('Methods load what is not loaded yet, and say why they cannot where there is no document', async () => {
  const host = await openHost(tag({ load: 'click' }));
  expect(await host.call('step', ['iteration'])).toBeNull();
  expect(await host.get('iteration')).toBe(1);
  const refused = await host.page.evaluate(() => (document.createElement('meta-rl-playground') as any).play());
  expect(refused).toMatchObject({ code: 'not-in-document', message: 'The element is not in the document: put it in first.' });
  await host.page.route('**/*.wasm', (route) => route.fulfill({ status: 404, body: '' }));
  host.noisy = true;
  await host.page.evaluate(() => {
    document.body.innerHTML = '<meta-rl-playground id="a" engine-src="./none.wasm"></meta-rl-playground>';
  });
  expect(await host.call('play')).toMatchObject({ code: 'not-loaded' });
  expect(await host.get('state')).toBe('failed');
  expect((await host.told('metarl-error')).map(({ detail }) => [detail.code, detail.message])).toEqual([['missing', expect.stringMatching(/engine\.wasm/)]]);
});

test('A knob is changed by `change` as by its field; what the core refuses is said', async () => {
  const host = await openElement();
  expect(await host.call('change', ['inner_lr', '0.02'])).toBeNull();
  expect(await host.get('line')).toContain('inner_lr=0.02');
  const refused = await host.call('change', ['inner_lr', 'many']);
  expect(refused).toMatchObject({ key: 'inner_lr', value: 'many', message: expect.stringMatching(/inner_lr/) });
  expect((await host.told('metarl-refused')).map(({ detail }) => detail.message)).toEqual([refused.message]);
});

test('A locked or bounded knob stays as it is, whichever way is tried', async () => {
  const host = await openElement(locked);
  const line = await host.get<string>('line');
  const field = (name: string) => host.element().getByLabel(name, { exact: true });
  // By its field.
  expect(await field('seed').isDisabled()).toBe(true);
  await field('outer_lr').fill('0.5');
  await field('outer_lr').press('Enter');
  await host.element().getByText('outer_lr cannot be 0.5 here: it is limited to 0.0005 to 0.01.').first().waitFor();
  // By the method.
  expect(await host.call('change', ['seed', 7])).toMatchObject({ code: 'locked', key: 'seed', message: 'seed is fixed here and cannot be changed.' });
  expect(await host.call('change', ['outer_lr', 0.02])).toMatchObject({ code: 'outside-both' });
  expect(await host.call('change', ['order', 1])).toMatchObject({ key: 'order' });
  // By a line that somebody saved.
  expect(await host.call('restore', [{ line: 'learner=maml&tasks=sinusoid&seed=2' }])).toMatchObject({ code: 'locked', key: 'seed' });
  expect(await host.call('restore', [{ line: 'learner=maml&tasks=sinusoid&seed=1&outer_lr=0.1' }])).toMatchObject({ code: 'outside-both', key: 'outer_lr' });
  expect(await host.get('line')).toBe(line);
  // Within its bounds it may be changed.
  expect(await host.call('change', ['outer_lr', 0.01])).toBeNull();
  expect(await host.get('line')).toContain('outer_lr=0.01');
});

test('A snapshot of another run does not get past a lock, in a saved state or as a file', async () => {
  const other = await openElement({ run: 'learner=maml&tasks=sinusoid&seed=2' });
  await other.call('step', ['iteration']);
  const { snapshot } = await other.call('save');
  const host = await openElement({ ...locked, views: 'receipt' });
  const line = await host.get<string>('line');
  expect(await host.call('restore', [{ snapshot }])).toMatchObject({ code: 'locked', key: 'seed' });
  await host.element().locator('input[type=file]').first().setInputFiles({ name: 'run.snapshot', mimeType: 'application/octet-stream', buffer: Buffer.from(snapshot, 'base64') });
  await host.element().getByText('seed is fixed here and cannot be changed.').first().waitFor();
  expect(await host.get('line')).toBe(line);
});

test('What was saved is restored exactly, in another element too; a part of it changes only that part', async () => {
  const host = await openElement({ speed: 'full' });
  await host.call('step', ['iteration']);
  await host.call('change', ['outer_lr', 0.002]);
  await host.call('step', ['iteration']);
  const saved = await host.call('save');
  const receipt = await host.call('receipt');
  expect(saved).toMatchObject({ format: 'meta-rl-playground', version: 1, iteration: 2, hash: receipt.hash, speed: 'full', task: 1, probe: null });
  await host.call('step', ['iteration']);
  const later = await host.call('receipt');
  const other = await openElement({ run: 'learner=reptile&tasks=boolean' });
  expect(await other.call('restore', [JSON.parse(JSON.stringify(saved))])).toBeNull();
  expect(await other.call('receipt')).toEqual(receipt);
  await other.call('step', ['iteration']);
  expect(await other.call('receipt')).toEqual(later);
  expect(await other.call('restore', [{ task: 4 }])).toBeNull();
  expect(await other.call('receipt')).toEqual(later);
  expect(await other.call('save')).toMatchObject({ task: 4, iteration: 3 });
});

test('A saved state from a stranger is looked at before anything is done with it', async () => {
  const host = await openElement();
  const line = await host.get<string>('line');
  for (const [given, message] of [
    [{ lines: 'x' }, /no field “lines”/],
    [{ version: 9 }, /version 9/],
    [{ snapshot: 'AAAA' }, /[.]$/],
    [{ snapshot: '<img src=x>' }, /snapshot cannot be read/],
    [{ line: 'learner=nobody' }, /learner/],
    [{ probe: [1, 2, 3, 4, 5, 6, 7] }, /[.]$/],
  ] as const) {
    expect((await host.call('restore', [given]))?.message, JSON.stringify(given)).toMatch(message);
  }
  expect(await host.get('line')).toBe(line);
});

test('A task of one’s own is adapted to and shown, and the batch comes back', async () => {
  const host = await openElement({ views: 'adaptation' });
  expect(await host.call('probe', [[2, 1]])).toBeNull();
  expect(await host.call('save')).toMatchObject({ probe: [2, 1] });
  expect(await host.call('probe', [[1]])).toMatchObject({ message: expect.stringMatching(/[.]$/) });
  expect(await host.call('probe', [null])).toBeNull();
  expect(await host.call('save')).toMatchObject({ probe: null });
});

test('A picture comes as an image, the curves as numbers', async () => {
  const host = await openElement({ views: 'adaptation history' });
  for (let i = 0; i < 3; i++) await host.call('step', ['iteration']);
  const image = (view: string | undefined, scale: number) =>
    host.page.evaluate(
      async ([view, scale]) => {
        const blob: Blob | null = await (document.getElementById('a') as any).picture(view, scale);
        if (!blob) return null;
        const bitmap = await createImageBitmap(blob);
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
        canvas.getContext('2d')!.drawImage(bitmap, 0, 0);
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, bitmap.width, bitmap.height);
        const colours = new Set<number>();
        for (let i = 0; i < data.length; i += 4) colours.add((data[i]! << 16) | (data[i + 1]! << 8) | data[i + 2]!);
        return { type: blob.type, width: bitmap.width, colours: colours.size };
      },
      [view, scale] as const,
    );
  const history = await image('history', 1);
  expect(history).toMatchObject({ type: 'image/png' });
  expect(history!.colours).toBeGreaterThan(20);
  const twice = await image('history', 2);
  expect(Math.abs(twice!.width - 2 * history!.width)).toBeLessThanOrEqual(2);
  expect(await image('tasks', 1)).toBeNull();
  expect((await image(undefined, 1))!.colours).toBeGreaterThan(20);
  const curves = await host.call('curves');
  expect(curves.iterations).toEqual([1, 2, 3]);
  expect(curves.statistics.post_mean).toHaveLength(3);
  expect(curves.line).toBe(await host.get('line'));
  const [head, first] = curves.csv.split('\r\n');
  expect(head).toMatch(/^iteration,/);
  expect(first.split(',')[head.split(',').indexOf('post_mean')]).toBe(String(curves.statistics.post_mean[0]));
  await expect.poll(async () => (await host.call('curves')).heldOut.run?.mean.length).toBe(4);
});

test('Events bubble and cross shadow roots, tell little, and iterations come at most ten times a second', async () => {
  const host = await openHost('<div id="outer"></div>');
  await host.page.evaluate(() => {
    const root = document.querySelector('#outer')!.attachShadow({ mode: 'closed' });
    root.innerHTML = '<meta-rl-playground run="learner=maml&amp;tasks=sinusoid" speed="full" autoplay></meta-rl-playground>';
    (window as any).times = [];
    addEventListener('metarl-iteration', (event) => (window as any).times.push([event.timeStamp, event.bubbles, event.composed, event.cancelable]));
  });
  await expect.poll(async () => (await host.told('metarl-iteration')).at(-1)?.detail.iteration ?? 0, { timeout: 30_000 }).toBeGreaterThan(60);
  const told = await host.told();
  expect(new Set(told.map(({ target }) => target))).toEqual(new Set(['outer']));
  expect(told.map(({ type }) => type).slice(0, 2)).toEqual(['metarl-state', 'metarl-ready']);
  expect(told.find(({ type }) => type === 'metarl-ready')!.detail).toEqual({ line: 'learner=maml&tasks=sinusoid', build: expect.stringMatching(/^[0-9a-f]{16}$/) });
  const states = told.filter(({ type }) => type === 'metarl-state').map(({ detail }) => detail.state);
  expect(states).toEqual(['loading', 'ready', 'playing']);
  for (const { detail } of told) expect(JSON.stringify(detail).length).toBeLessThan(1500);
  const { detail } = told.filter(({ type }) => type === 'metarl-iteration').at(-1)!;
  expect(detail.statistics.post_mean).toBeGreaterThan(0);
  const times = await host.page.evaluate(() => (window as any).times as Array<[number, boolean, boolean, boolean]>);
  for (const [, bubbles, composed, cancelable] of times) expect([bubbles, composed, cancelable]).toEqual([true, true, false]);
  const gaps = times.slice(1).map(([time], i) => time - times[i]![0]);
  expect(Math.min(...gaps)).toBeGreaterThan(95);
});

test('The last iteration is told when the run comes to stand', async () => {
  const host = await openElement({ speed: 'full' });
  await host.call('play');
  await host.until(30);
  await host.call('pause');
  await host.standing();
  await expect.poll(async () => (await host.told('metarl-iteration')).at(-1)!.detail.iteration).toBe(await host.get('iteration'));
});

async function goal(text: string): Promise<Host> {
  const host = await openElement({ goal: text, speed: 'full', views: 'history' });
  await host.call('play');
  return host;
}

test('A goal shows its progress, and its milestone is told once', async () => {
  const host = await goal('measure=loss-after op=below value=1000 within=50 window=3');
  await expect.poll(async () => (await host.told('metarl-milestone')).length).toBe(1);
  const [{ detail }] = (await host.told('metarl-milestone')) as any;
  expect(detail).toMatchObject({ kind: 'goal', reached: true, iteration: 3, goal: 'measure=loss-after of=batch summary=mean op=below value=1000 within=50 window=3', line: 'learner=maml&tasks=sinusoid' });
  await host.element().getByText('Bring the mean loss after adaptation over the tasks of a batch below 1,000 within 50 meta-iterations.').waitFor();
  await host.element().getByText('Reached at iteration 3.').waitFor();
  expect(await host.get('goalState')).toMatchObject({ outcome: 'reached', progress: 1, reachedAt: 3 });
  await host.until(60);
  expect((await host.told('metarl-milestone')).length).toBe(1);
  await host.call('reset');
  expect(await host.get('goalState')).toMatchObject({ outcome: 'open', reachedAt: null });
});

test('A goal on held-out tasks is judged at its very iteration: the run stops there', async () => {
  const host = await goal('measure=loss-after of=held-out op=below value=0.000001 within=20');
  await expect.poll(async () => (await host.told('metarl-milestone')).length, { timeout: 30_000 }).toBe(1);
  const [{ detail }] = (await host.told('metarl-milestone')) as any;
  expect(detail).toMatchObject({ reached: false, iteration: 20 });
  expect(await host.get('iteration')).toBe(20);
  expect(await host.get('state')).toBe('ready');
  await host.element().getByText('Not reached by iteration 20.').waitFor();
  await host.call('play');
  await host.until(25);
});

test('A goal is not reached by doing nothing', async () => {
  const host = await openElement({ goal: 'measure=loss-after of=held-out op=below value=1000', views: 'held-out' });
  await expect.poll(async () => (await host.get('goalState')).value).toBeGreaterThan(0);
  expect(await host.get('goalState')).toMatchObject({ outcome: 'open', iteration: 0 });
  expect(await host.told('metarl-milestone')).toEqual([]);
});

test('A goal that the run does not measure is refused', async () => {
  const host = await openElement({ goal: 'measure=return-after op=above value=1' });
  await expect.poll(async () => (await host.told('metarl-refused')).map(({ detail }) => detail.message)).toEqual([
    'This run does not measure return-after; its goal can speak of loss-before, loss-after, or gain.',
  ]);
});
