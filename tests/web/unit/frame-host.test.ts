import { expect, test } from 'vitest';
import { FRAME_NAMESPACE, FRAME_VERSION } from '../../../web/element/api/frame.ts';
import { FrameHost, type Framed, type Port } from '../../../web/embed/frame-host.ts';
import { LIMITS } from '../../../web/embed/frame-protocol.ts';

class Element extends EventTarget implements Framed {
  state = 'ready';
  line: string | null = 'learner=maml';
  iteration = 4;
  readonly calls: string[] = [];
  refusal: unknown = null;
  setAttribute(name: string, value: string) {
    this.calls.push(`${name}=${value}`);
  }
  removeAttribute(name: string) {
    this.calls.push(`no ${name}`);
  }
  private called(name: string) {
    this.calls.push(name);
    return Promise.resolve(this.refusal);
  }
  play = () => this.called('play');
  pause = () => this.called('pause');
  step = (until: string) => this.called(`step ${until}`);
  reset = () => this.called('reset');
  change = (key: string, value: string) => this.called(`change ${key} ${value}`);
  restore = (saved: object) => this.called(`restore ${JSON.stringify(saved)}`);
  save = () => Promise.resolve({ line: 'secret' });
  receipt = () => Promise.reject(new Error('lost'));
}

type Sent = Record<string, unknown> & { to: string };

function setUp() {
  const element = new Element();
  const sent: Sent[] = [];
  const parent = { postMessage: (message: unknown, to: string) => void sent.push({ ...(message as object), to }) };
  let now = 0;
  const host = new FrameHost(element, parent, '1.2.3', () => now);
  const hear = async (type: string, body: object = {}, event: { origin?: string; source?: unknown; ports?: Port[] } = {}) => {
    host.hear({ data: { ns: FRAME_NAMESPACE, v: FRAME_VERSION, type, ...body }, origin: 'https://host.example', source: parent, ports: [], ...event });
    await new Promise((done) => setTimeout(done));
  };
  return { element, sent, host, parent, hear, pass: (milliseconds: number) => (now += milliseconds) };
}

test('The first word says that the frame listens, and nothing of the run', () => {
  const { host, sent } = setUp();
  host.begin();
  expect(sent).toMatchObject([{ type: 'ready', version: '1.2.3', to: '*' }]);
  expect(JSON.stringify(sent)).not.toMatch(/maml/);
});

test('Answers go to the origin that asked, with the id of the question', async () => {
  const { sent, hear } = setUp();
  await hear('getState', { id: 1 });
  await hear('step', { id: 2, until: 'phase' });
  expect(sent).toMatchObject([
    { type: 'saved', id: 1, saved: { line: 'secret' }, to: 'https://host.example' },
    { type: 'state', id: 2, state: 'ready', line: 'learner=maml', iteration: 4, to: 'https://host.example' },
  ]);
});

test('Each message reaches the element', async () => {
  const { element, hear } = setUp();
  await hear('configure', { attributes: { views: 'tasks', lang: null } });
  await hear('play');
  await hear('pause');
  await hear('step');
  await hear('reset');
  await hear('change', { key: 'inner_lr', value: '1' });
  await hear('setState', { saved: { line: 'a' } });
  expect(element.calls).toEqual(['views=tasks', 'no lang', 'play', 'pause', 'step iteration', 'reset', 'change inner_lr 1', 'restore {"line":"a"}']);
});

test('Only the page around the frame is listened to', async () => {
  const { element, sent, hear } = setUp();
  await hear('play', {}, { source: {} });
  await hear('play', {}, { source: null });
  expect(element.calls).toEqual([]);
  expect(sent).toEqual([]);
});

test('Nothing of the run is told before the page has spoken, and then only to that page', async () => {
  const { element, sent, hear } = setUp();
  const happens = () => element.dispatchEvent(new CustomEvent('metarl-state', { detail: { line: 'secret' } }));
  happens();
  expect(sent).toEqual([]);
  await hear('hello');
  sent.length = 0;
  happens();
  element.dispatchEvent(new CustomEvent('metarl-ready', { detail: { line: 'secret' } }));
  expect(sent).toMatchObject([{ type: 'state', line: 'secret', to: 'https://host.example' }, { type: 'loaded', to: 'https://host.example' }]);
});

test('A page that cannot be addressed is asked for a port, and is told everything through it', async () => {
  const { element, sent, hear } = setUp();
  await hear('getState', { id: 1 }, { origin: 'null' });
  expect(sent).toMatchObject([{ type: 'refused', code: 'frame-address', id: 1, to: '*' }]);
  expect(JSON.stringify(sent)).not.toMatch(/secret/);
  sent.length = 0;
  const through: unknown[] = [];
  const port: Port = { postMessage: (message) => void through.push(message), onmessage: null };
  await hear('getState', { id: 2 }, { origin: 'null', ports: [port] });
  port.onmessage!.call(port as MessagePort, new MessageEvent('message', { data: { ns: FRAME_NAMESPACE, v: FRAME_VERSION, type: 'play', id: 3 } }));
  await new Promise((done) => setTimeout(done));
  element.dispatchEvent(new CustomEvent('metarl-milestone', { detail: { kind: 'goal' } }));
  expect(through).toMatchObject([{ type: 'saved', id: 2 }, { type: 'state', id: 3 }, { type: 'milestone', kind: 'goal' }]);
  expect(sent).toEqual([]);
});

test('A refusal of the element is the answer, and so is whatever goes wrong', async () => {
  const { element, sent, hear } = setUp();
  element.refusal = { code: 'locked', key: 'inner_lr', value: '1', message: 'It is locked.' };
  await hear('change', { id: 1, key: 'inner_lr', value: '1' });
  await hear('getReceipt', { id: 2 });
  expect(sent).toMatchObject([{ type: 'refused', id: 1, code: 'locked' }, { type: 'error', id: 2, message: 'lost' }]);
});

test('A page that never stops talking is heard at the pace that was promised', async () => {
  const { element, sent, hear, pass } = setUp();
  for (let i = 0; i < 500; i++) await hear('play');
  expect(element.calls).toHaveLength(LIMITS.burst);
  expect(sent.filter(({ code }) => code === 'frame-rate')).toHaveLength(1);
  pass(1000);
  for (let i = 0; i < 100; i++) await hear('play');
  expect(element.calls).toHaveLength(LIMITS.burst + LIMITS.rate);
});

/** A small generator, so that a failure can be had again. */
function draws(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test('Whatever a stranger sends, nothing throws, nothing is told to strangers, and only open attributes are set', async () => {
  const { element, sent, host, parent, pass } = setUp();
  const draw = draws(9);
  const cyclic: Record<string, unknown> = { type: 'play' };
  cyclic.self = cyclic;
  const scraps: unknown[] = [
    undefined, null, true, 0, -1, NaN, 1e308, '', 'play', '__proto__', 'constructor', '\u0000', '<img src=x onerror=alert(1)>', 'x'.repeat(20_000), [], [[]], {}, cyclic,
    new Map(), new Date(NaN), new Uint8Array(9), new Error('x'), Symbol.iterator, () => 1, FRAME_NAMESPACE, FRAME_VERSION, 'configure', 'step', 'change', 'setState', 'getState',
    'run', 'worker-src', 'onclick', JSON.parse('{"__proto__": {"ns": "x"}}'), Object.create(null), 2n,
  ];
  const scrap = () => scraps[draw(scraps.length)];
  const object = (depth: number): unknown =>
    depth === 0 ? scrap() : Object.fromEntries(Array.from({ length: draw(6) }, () => [String(['ns', 'v', 'type', 'id', 'attributes', 'key', 'value', 'saved', 'until', 'run', 'worker-src'][draw(11)]), draw(2) ? scrap() : object(depth - 1)]));
  for (let i = 0; i < 20_000; i++) {
    pass(100);
    const data = draw(4) ? { ns: FRAME_NAMESPACE, v: FRAME_VERSION, type: scrap(), ...(object(2) as object) } : object(2);
    host.hear({ data, origin: draw(2) ? 'null' : 'https://stranger.example', source: draw(3) ? parent : {}, ports: [] });
  }
  await new Promise((done) => setTimeout(done));
  expect(sent.length).toBeGreaterThan(1000);
  expect(sent.filter(({ to, type }) => to === '*' && type !== 'refused')).toEqual([]);
  expect(sent.every(({ to }) => to === '*' || to === 'https://stranger.example')).toBe(true);
  expect(element.calls.length).toBeGreaterThan(10);
  expect(element.calls.filter((call) => /^(no )?(worker-src|onclick|engine-src|init-src|store)/.test(call))).toEqual([]);
});
