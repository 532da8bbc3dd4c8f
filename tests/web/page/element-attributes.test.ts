import { expect, test } from 'vitest';
import { type Host, openElement, openHost, tag } from './host-page.ts';

const wrongs = (host: Host) => host.element().locator('.message.error').evaluateAll((found) => found.map((one) => (one.querySelector('span') ?? one).textContent));

test('The run is the author’s: the element says what is in force, and never writes it', async () => {
  const host = await openElement({ run: 'tasks=sinusoid&learner=maml&seed=5', knobs: 'outer_lr' });
  expect(await host.get('run')).toBe('tasks=sinusoid&learner=maml&seed=5');
  expect(await host.get('line')).toContain('seed=5');
  await host.call('step', ['iteration']);
  expect(await host.call('change', ['outer_lr', 0.002])).toBeNull();
  expect(await host.get('line')).toContain('outer_lr=0.002@1');
  expect(await host.element().getAttribute('run')).toBe('tasks=sinusoid&learner=maml&seed=5');
});

test('Setting an equal run does nothing, however it is written; another one begins', async () => {
  const host = await openElement({ run: 'learner=maml&tasks=sinusoid&seed=5' });
  await host.call('step', ['iteration']);
  for (const same of ['learner=maml&tasks=sinusoid&seed=5', ' seed=5&tasks=sinusoid&learner=maml ', 'learner=maml&tasks=sinusoid&seed=5&outer_lr=0.001']) {
    await host.set({ run: same });
    await host.page.waitForTimeout(300);
    expect(await host.get('iteration'), same).toBe(1);
  }
  await host.set({ run: 'learner=maml&tasks=sinusoid&seed=6' });
  await expect.poll(() => host.get('line')).toContain('seed=6');
  expect(await host.get('iteration')).toBe(0);
});

test('A bad value is refused with a sentence, shown and told; all others apply', async () => {
  const host = await openElement({ theme: 'sepia', views: 'tasks', controls: 'play' });
  expect(await wrongs(host)).toEqual(['theme cannot be “sepia”: it is auto, light, or dark.']);
  expect((await host.told('metarl-refused')).map(({ target, detail }) => [target, detail.key, detail.value, detail.message])).toEqual([['a', 'theme', 'sepia', 'theme cannot be “sepia”: it is auto, light, or dark.']]);
  expect(await host.element().locator('[data-view]').count()).toBe(1);
  await host.set({ theme: 'dark' });
  await expect.poll(() => wrongs(host)).toEqual([]);
});

test('A run that the core refuses is told, and the default run takes its place', async () => {
  const host = await openElement({ run: 'learner=maml&nonsense=1' });
  const [refused] = await host.told('metarl-refused');
  expect(refused!.detail).toMatchObject({ key: 'nonsense' });
  expect(refused!.detail.message).toMatch(/nonsense.*[.]$/);
  expect(await host.get('line')).toContain('tasks=point-navigation');
  await expect.poll(() => wrongs(host)).toEqual([refused!.detail.message]);
});

test('A name that no knob has is refused once the core’s table is there', async () => {
  const host = await openElement({ lock: 'inner_rl', bounds: 'seed:1..5' });
  expect((await host.told('metarl-refused')).map(({ detail }) => detail.message)).toEqual([
    expect.stringMatching(/^lock names “inner_rl”, which is no knob/),
    'bounds names seed, which is neither a number nor a choice; lock can keep it as it is.',
  ]);
});

test('Views, controls and knobs are those that are named, in their order', async () => {
  const host = await openElement({ views: 'history tasks', controls: 'speed play', knobs: 'outer_lr inner_lr' });
  const views = () => host.element().locator('[data-view]').evaluateAll((found) => found.map((view) => (view as HTMLElement).dataset.view));
  expect(await views()).toEqual(['history', 'tasks', 'knobs']);
  expect(await host.element().locator('.knob label').allTextContents()).toEqual(['outer_lr', 'inner_lr']);
  expect(await host.element().locator('.controls > *').evaluateAll((found) => found.map((box) => box.className))).toEqual(['segments', 'transport']);
  expect(await host.button('Reset').count()).toBe(0);
  await host.set({ views: 'adaptation', controls: '', knobs: null });
  await expect.poll(views).toEqual(['adaptation']);
  expect(await host.element().locator('.controls').count()).toBe(0);
});

test('Properties reflect the attributes, also those set before the element was known', async () => {
  const host = await openHost('<div id="place"></div>', { script: false });
  await host.page.evaluate(() => {
    const element = document.createElement('meta-rl-playground') as any;
    element.id = 'a';
    element.run = 'learner=maml&tasks=sinusoid&seed=9';
    element.views = 'tasks';
    element.autoplay = false;
    document.querySelector('#place')!.append(element);
  });
  await host.page.addScriptTag({ type: 'module', url: './element.js' });
  await host.ready();
  expect(await host.element().getAttribute('run')).toBe('learner=maml&tasks=sinusoid&seed=9');
  expect(await host.get('line')).toContain('seed=9');
  expect(await host.page.evaluate(() => {
    const element = document.getElementById('a') as any;
    element.task = 3;
    element.autoplay = true;
    element.views = ['tasks', 'history'];
    element.speed = null;
    return [element.getAttribute('task'), element.getAttribute('autoplay'), element.getAttribute('views'), element.task, element.speed, element.theme, element.initSrc];
  })).toEqual(['3', '', 'tasks history', 3, null, 'auto', '']);
});

test('The language is the element’s own, else the nearest around it, else English', async () => {
  const host = await openHost(`<div lang="fr">${tag({ id: 'a' })}</div><div lang="de">${tag({ id: 'b', lang: 'en' })}</div>`);
  await host.ready('a');
  await host.ready('b');
  for (const id of ['a', 'b']) expect(await host.button('Play', id).count(), id).toBe(1);
});

test('The theme is the host’s colour scheme, or the one that is chosen; pictures follow at once', async () => {
  const host = await openElement({ views: 'tasks' }, '', { head: '<style>:root { color-scheme: light } .dark { color-scheme: dark }</style>' });
  const paper = () => host.element().locator('mrl-tasks .stage').evaluate((stage) => getComputedStyle(stage).backgroundColor);
  /** Which theme's colour the tasks have in the picture. */
  const ink = () =>
    host.element().locator('mrl-picture canvas').first().evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
      context.drawImage(canvas as HTMLCanvasElement, 0, 0);
      const { data } = context.getImageData(0, 0, width, height);
      const near = (i: number, colour: number[]) => data[i + 3]! > 200 && colour.every((part, k) => Math.abs(data[i + k]! - part) < 12);
      let [light, dark] = [0, 0];
      for (let i = 0; i < data.length; i += 4) {
        if (near(i, [0x41, 0x4c, 0x5c])) light += 1;
        if (near(i, [0xbc, 0xc7, 0xd5])) dark += 1;
      }
      return light === dark ? 'neither' : light > dark ? 'light' : 'dark';
    });
  expect(await paper()).toBe('rgb(255, 255, 255)');
  await expect.poll(ink).toBe('light');
  await host.page.evaluate(() => document.body.classList.add('dark'));
  expect(await paper()).toBe('rgb(21, 28, 37)');
  await expect.poll(ink).toBe('dark');
  await host.set({ theme: 'light' });
  await expect.poll(paper).toBe('rgb(255, 255, 255)');
  await expect.poll(ink).toBe('light');
});

test('Engine and worker are where they are said to be, and nowhere that code must not come from', async () => {
  const host = await openHost(`${tag({ 'engine-src': 'javascript:alert(1)', load: 'click' })}`);
  await host.page.waitForTimeout(200);
  expect((await host.told('metarl-refused')).map(({ detail }) => detail.message)).toEqual([expect.stringMatching(/^engine-src cannot be “javascript:alert\(1\)”/)]);
  const engine = await host.page.evaluate(async () => {
    const { default: text } = { default: await (await fetch('./element.js')).text() };
    return /assets\/engine-[\w-]+\.wasm/.exec(text)![0];
  });
  await host.page.route('**/elsewhere.wasm', (route) => route.continue({ url: new URL(engine, host.page.url()).href }));
  host.requested.length = 0;
  await host.page.evaluate(() => {
    document.body.innerHTML = '<meta-rl-playground id="a" run="learner=maml&amp;tasks=sinusoid" engine-src="./elsewhere.wasm"></meta-rl-playground>';
  });
  await host.ready();
  expect(host.requested.filter((path) => path.endsWith('.wasm'))).toEqual(['elsewhere.wasm']);
});
