import { expect, test } from 'vitest';
import { openElement, openHost, tag } from './host-page.ts';

/** High enough that what follows is out of sight. */
const SPACE = '<div style="height: 4000px"></div>';

test('What waits to be seen fetches and starts nothing until it comes near the screen', async () => {
  const host = await openHost(SPACE + tag());
  await host.page.waitForTimeout(800);
  expect(host.requested).toEqual([]);
  expect(await host.counts()).toMatchObject({ workers: 0 });
  expect(await host.get('state')).toBe('idle');
  await host.element().scrollIntoViewIfNeeded();
  await host.ready();
  expect(host.requested.filter((path) => path.endsWith('.wasm')).length).toBe(1);
});

test('With load=click a press of its button loads it, and with load=eager it does not wait', async () => {
  const host = await openHost(tag({ load: 'click' }, '<p slot="fallback">A picture of it.</p>') + SPACE + tag({ id: 'b', load: 'eager' }));
  await host.ready('b');
  expect(await host.get('state')).toBe('idle');
  expect(await host.page.getByText('A picture of it.').isVisible()).toBe(true);
  await host.button('Load the playground').click();
  await host.ready();
  expect(await host.page.getByText('A picture of it.').isVisible()).toBe(false);
});

test('With autoplay it plays at once, but never where motion is not wanted', async () => {
  const moving = await openElement({ autoplay: '', speed: 'full' });
  await moving.until(2);
  const still = await openElement({ autoplay: '', speed: 'full' }, '', { reducedMotion: 'reduce' });
  await still.page.waitForTimeout(1500);
  expect(await still.get('iteration')).toBe(0);
  expect(await still.call('play')).toBeNull();
  await still.until(2);
});

test('Off screen a run stands still and holds no worker; in sight it goes on, bit for bit', async () => {
  const run = 'learner=maml&tasks=sinusoid&seed=3';
  const host = await openElement({ run, speed: 'full', views: 'history' }, '', {});
  await host.page.evaluate(() => document.body.append(Object.assign(document.createElement('div'), { style: 'height: 4000px' })));
  await host.call('play');
  await host.until(5);
  await host.page.evaluate(() => scrollTo(0, 3500));
  await expect.poll(() => host.get('asleep')).toBe(true);
  const asleep = await host.get<number>('iteration');
  await expect.poll(async () => (await host.counts()).workers, { timeout: 15_000 }).toBe(0);
  expect(await host.get('iteration')).toBe(asleep);
  expect(await host.get('state')).toBe('playing');
  await host.page.evaluate(() => scrollTo(0, 0));
  await host.until(asleep + 5);
  await host.call('pause');
  const receipt = await host.call<{ iteration: number; hash: string }>('receipt');
  // Another one that was never off screen comes to the same.
  const other = await openElement({ run, speed: 'full', goal: `measure=gain of=held-out op=above value=1e9 at=${receipt.iteration}` });
  await other.call('play');
  await other.until(receipt.iteration);
  await other.standing();
  expect(await other.call('receipt')).toEqual(receipt);
}, 120_000);

test('With `background` it goes on off screen', async () => {
  const host = await openHost(tag({ speed: 'full', background: '' }) + SPACE);
  await host.ready();
  await host.call('play');
  await host.page.evaluate(() => scrollTo(0, 3500));
  await host.until(3);
  const seen = await host.get<number>('iteration');
  await host.until(seen + 10);
});

test('A slide that is not shown has no size and rests; shown again it goes on', async () => {
  const host = await openElement({ speed: 'full' });
  await host.call('play');
  await host.until(3);
  await host.page.evaluate(() => (document.getElementById('a')!.style.display = 'none'));
  await expect.poll(() => host.get('asleep')).toBe(true);
  const asleep = await host.get<number>('iteration');
  await host.page.evaluate(() => (document.getElementById('a')!.style.display = ''));
  await host.until(asleep + 3);
});

test('Who was never started holds no worker for long, and plays when asked', async () => {
  const host = await openElement({ speed: 'full' });
  await expect.poll(async () => (await host.counts()).workers, { timeout: 40_000 }).toBe(0);
  expect(await host.get('asleep')).toBe(true);
  await host.button('Play').click();
  await host.until(2);
}, 60_000);

test('An element that is moved keeps its run, and its pictures go on', async () => {
  const host = await openHost(`${tag({ speed: 'full', views: 'history' })}<div id="place" style="width: 600px"></div>`);
  await host.ready();
  await host.call('play');
  await host.until(3);
  const { started } = await host.counts();
  const before = await host.page.evaluate(() => {
    document.querySelector('#place')!.append(document.getElementById('a')!);
    return (document.getElementById('a') as any).iteration as number;
  });
  expect(before).toBeGreaterThanOrEqual(3);
  await host.until(before + 3);
  expect((await host.counts()).started).toBe(started);
  const look = () => host.element().locator('mrl-picture').first().screenshot();
  const first = await look();
  await expect.poll(async () => first.equals(await look())).toBe(false);
});

test('Who is taken out and put in again begins anew', async () => {
  const host = await openElement();
  await host.call('step', ['iteration']);
  expect(await host.get('iteration')).toBe(1);
  await host.page.evaluate(async () => {
    const element = document.getElementById('a')!;
    (window as any).kept = element;
    element.remove();
    await new Promise((resolve) => setTimeout(resolve, 50));
  });
  expect(await host.page.evaluate(() => [(window as any).kept.state, (window as any).kept.line])).toEqual(['idle', null]);
  await host.page.evaluate(() => document.body.append((window as any).kept));
  await host.ready();
  expect(await host.get('iteration')).toBe(0);
  expect((await host.told('metarl-ready')).length).toBe(2);
});

test('After `dispose` nothing is left but the element, and it can begin again', async () => {
  const host = await openElement();
  await host.call('dispose');
  expect(await host.get('state')).toBe('idle');
  await expect.poll(async () => (await host.counts()).workers, { timeout: 15_000 }).toBe(0);
  expect(await host.call('step', ['iteration'])).toBeNull();
  expect(await host.get('iteration')).toBe(1);
});
