import { expect, test } from 'vitest';
import { type Visit, draws, host, plays, site, visit, visitPage } from './browser.ts';
import { snippet } from './snippets.ts';

const frame = (name = 'frame') => snippet('frame.md', name, site.url);
const open = '<!doctype html><meta charset="utf-8"><title>Host</title>';
const inside = async (visited: Visit) => {
  const found = await (await visited.page.waitForSelector('iframe')).contentFrame();
  await found!.waitForSelector('meta-rl-playground');
  return found!;
};

test('The docs’ frame, sandboxed on a page of another origin, plays', async () => {
  const visited = await visitPage(`${open}${frame()}`);
  const inner = await inside(visited);
  expect(await inner.evaluate(() => origin)).toBe('null');
  await plays(inner);
  await draws(inner);
});

test('Without a sandbox it plays too, and keeps nothing', async () => {
  const visited = await visitPage(`${open}${frame().replace(/\s*sandbox="[^"]*"/, '')}`);
  await plays(await inside(visited));
});

test('The frame is as high as its content, and stays so', async () => {
  const visited = await visitPage(`${open}<script>sizes = []; addEventListener('message', ({ data }) => data.type === 'resize' && sizes.push(data.height))</script>${frame()}${frame('resize')}`);
  const inner = await inside(visited);
  await plays(inner);
  const sizes = () => visited.page.evaluate(() => (globalThis as unknown as { sizes: number[] }).sizes);
  const fits = () => inner.evaluate(() => [document.documentElement.scrollHeight <= innerHeight, innerHeight - document.querySelector('meta-rl-playground')!.getBoundingClientRect().bottom < 20]);
  await expect.poll(fits).toEqual([true, true]);
  await visited.page.setViewportSize({ width: 420, height: 800 });
  await expect.poll(fits).toEqual([true, true]);
  await visited.page.waitForTimeout(1000);
  const settled = (await sizes()).length;
  expect(settled).toBeLessThan(40);
  await visited.page.waitForTimeout(1000);
  expect(await sizes()).toHaveLength(settled);
});

/** Hosts that fit a frame to its content, each in the way that it has. */
const fitting = {
  Canvas: `addEventListener('message', ({ data }) => {
    const { subject, height } = typeof data === 'string' ? JSON.parse(data) : data;
    if (subject === 'lti.frameResize') document.querySelector('iframe').style.height = height + 'px';
  });`,
  // A frame's hello is answered by hello; before a frame is measured it is made as high as its body, and after that as high as it says.
  H5P: `addEventListener('message', ({ data, origin, source }) => {
    const frame = document.querySelector('iframe');
    if (data.context !== 'h5p' || source !== frame.contentWindow) return;
    const respond = (action) => source.postMessage({ context: 'h5p', action }, origin);
    if (data.action === 'hello') { frame.style.width = '100%'; addEventListener('resize', () => respond('resize')); respond('hello'); }
    if (data.action === 'prepareResize' && (frame.clientHeight !== data.scrollHeight || data.scrollHeight !== data.clientHeight)) { frame.style.height = data.clientHeight + 'px'; respond('resizePrepared'); }
    if (data.action === 'resize') frame.style.height = data.scrollHeight + 'px';
  });`,
};

for (const [name, script] of Object.entries(fitting)) {
  test(`On a page that fits its frames as ${name} does, the frame fits`, async () => {
    const visited = await visitPage(`${open}<script>${script}</script>${frame().replace(/\s*sandbox="[^"]*"/, '')}`);
    const inner = await inside(visited);
    const fits = () => inner.evaluate(() => Math.abs(innerHeight - document.querySelector('meta-rl-playground')!.getBoundingClientRect().bottom) < 2);
    await expect.poll(fits).toBe(true);
    await visited.page.setViewportSize({ width: 420, height: 800 });
    await expect.poll(fits).toBe(true);
  });
}

test('The docs’ buttons outside the frame play the run inside', async () => {
  const visited = await visitPage(`${open}${frame()}${frame('talk')}`);
  const go = visited.page.getByRole('button', { name: 'Play' });
  await go.click();
  await expect.poll(() => visited.page.locator('#iteration').textContent().then(Number), { timeout: 40_000 }).toBeGreaterThan(1);
});

test('A page without an origin talks through a port', async () => {
  const visited = await visitPage(`${open}${frame()}${frame('port')}`, { headers: { 'Content-Security-Policy': 'sandbox allow-scripts' } });
  await expect.poll(() => visited.page.title(), { timeout: 40_000 }).toMatch(/^at iteration 1/);
});

test('A stranger’s messages do nothing: from a sibling, in a flood, or of any shape', async () => {
  const bad = await host({ '/': `<script>setInterval(() => { for (let i = 0; i < 50; i++) parent.frames[0].postMessage({ ns: 'metarl', v: 1, type: 'play' }, '*') }, 20)</script>` });
  const served = await host({ '/': `${open}${frame()}<iframe src="${bad.url}"></iframe>` });
  const visited = await visit(served.url, { servers: [served, bad] });
  const inner = await inside(visited);
  await inner.waitForTimeout(2000);
  const state = () => inner.locator('meta-rl-playground').evaluate((node) => (node as unknown as { state: string }).state);
  expect(await state()).not.toBe('playing');
  await visited.page.evaluate(() => {
    const target = document.querySelector('iframe')!.contentWindow!;
    const say = (body: object) => target.postMessage({ ns: 'metarl', v: 1, ...body }, '*');
    for (const attributes of [{ 'worker-src': 'https://example.org/x.js' }, { 'engine-src': 'data:application/wasm,' }, { onclick: 'x' }, JSON.parse('{"__proto__":"x"}')]) say({ type: 'configure', attributes });
    for (const saved of [{ snapshot: 'AAAA' }, { line: 'learner=maml&tasks=tabular-mdp&states=32' }, { line: 'x'.repeat(70_000) }, [], null, { probe: [Number.NaN] }]) say({ type: 'setState', saved });
    for (const data of [null, 1, 'x', [], new Map(), new Uint8Array(1e6)]) target.postMessage(data, '*');
    for (let i = 0; i < 300; i++) say({ type: 'change', key: 'inner_lr', value: String(i) });
  });
  await inner.waitForTimeout(1000);
  await plays(inner);
});

test('A whole run goes from one frame to another by what the first one saved', async () => {
  const visited = await visitPage(`${open}${frame().replace(/\s*sandbox="[^"]*"/, '')}${frame().replace(/\s*sandbox="[^"]*"/, '')}`);
  const asked = await visited.page.evaluate(async () => {
    const frames = [...document.querySelectorAll('iframe')];
    const origin = new URL(frames[0]!.src).origin;
    let id = 0;
    const ask = (frame: HTMLIFrameElement, body: object) =>
      new Promise<Record<string, never>>((resolve) => {
        const mine = ++id;
        const hear = ({ data }: MessageEvent) => {
          if (data?.ns !== 'metarl' || data.id !== mine) return;
          removeEventListener('message', hear);
          resolve(data);
        };
        addEventListener('message', hear);
        frame.contentWindow!.postMessage({ ns: 'metarl', v: 1, id: mine, ...body }, origin);
      });
    // Loaded once more: whether a frame of another origin has been loaded is not to be seen.
    const reload = (frame: HTMLIFrameElement) =>
      new Promise((done) => {
        frame.addEventListener('load', done, { once: true });
        frame.loading = 'eager';
        frame.src = String(frame.src);
      });
    await Promise.all(frames.map(reload));
    await ask(frames[0]!, { type: 'step', until: 'iteration' });
    const here = (body: object, n = 0) => ask(frames[n]!, body) as Promise<Record<string, unknown>>;
    await new Promise((done) => setTimeout(done, 3000));
    const { saved } = await here({ type: 'getState' });
    const answer = await here({ type: 'setState', saved }, 1);
    return [answer.type, (await here({ type: 'getReceipt' })).receipt, (await here({ type: 'getReceipt' }, 1)).receipt];
  });
  expect(asked[0]).toBe('state');
  expect(asked[1]).toMatchObject({ iteration: 1 });
  expect(asked[2]).toEqual(asked[1]);
});

test('Every message of the table that a frame can send is heard: what is configured holds, and a goal is told', async () => {
  const visited = await visitPage(`${open}${frame().replace(/\s*sandbox="[^"]*"/, '')}<script>
    const heard = (globalThis.heard = []);
    const target = document.querySelector('iframe');
    const say = (body) => target.contentWindow.postMessage({ ns: 'metarl', v: 1, ...body }, new URL(target.src).origin);
    addEventListener('message', ({ data, source }) => {
      if (source !== target.contentWindow || data?.ns !== 'metarl') return;
      heard.push(data);
      if (data.type !== 'ready' || data.id) return;
      say({ type: 'configure', attributes: { lang: 'zh', views: 'goal history', speed: 'full', goal: 'measure=loss-after op=below value=1000', lock: 'inner_lr' }, id: 'set' });
      say({ type: 'change', key: 'inner_lr', value: '0.5', id: 'locked' });
      say({ type: 'configure', attributes: { onclick: 'x' }, id: 'stranger' });
      say({ type: 'play', id: 'go' });
      say({ type: 'getState', id: 'saved' });
      say({ type: 'getReceipt', id: 'receipt' });
      say({ type: 'hello', id: 'again' });
    });
  </script>`);
  const heard = () => visited.page.evaluate(() => (globalThis as unknown as { heard: Array<Record<string, unknown>> }).heard);
  const types = async () => new Set((await heard()).map(({ type }) => type));
  await expect.poll(types, { timeout: 40_000 }).toEqual(new Set(['ready', 'resize', 'loaded', 'state', 'iteration', 'milestone', 'refused', 'saved', 'receipt']));
  const answers = new Map((await heard()).filter(({ id }) => id).map((message) => [message.id, message]));
  expect([...answers].map(([id, { type }]) => [id, type]).sort()).toEqual(
    [['set', 'state'], ['locked', 'refused'], ['stranger', 'refused'], ['go', 'state'], ['saved', 'saved'], ['receipt', 'receipt'], ['again', 'ready']].sort(),
  );
  expect(answers.get('locked')).toMatchObject({ code: 'locked', key: 'inner_lr' });
  expect(answers.get('stranger')).toMatchObject({ code: 'frame-attribute' });
  const inner = await inside(visited);
  await inner.getByRole('button', { name: '暂停', exact: true }).waitFor();
  await expect.poll(() => inner.evaluate(() => document.documentElement.lang)).toBe('zh');
});
