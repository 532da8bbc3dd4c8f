import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ATTRIBUTES, api } from '../../../web/element/api/index.ts';
import { makeReference } from '../../../web/element/api/document.ts';
import { makeManifest } from '../../../web/element/api/manifest.ts';
import { observedAttributes, parseAttributes } from '../../../web/element/api/parse.ts';

const page = 'https://example.org/course/page.html';
const parse = (attributes: Record<string, string>, base = page) => parseAttributes((name) => attributes[name] ?? null, base);
const wrong = (attributes: Record<string, string>, base = page) => parse(attributes, base).refused.map(({ code, key, value }) => [code, key, value]);

test('Without attributes there are the defaults, and nothing is refused', () => {
  const { values, refused } = parse({});
  expect(refused).toEqual([]);
  expect(values).toMatchObject({
    run: 'learner=maml&tasks=point-navigation', views: ['tasks', 'adaptation', 'update'], controls: ['play', 'step', 'reset', 'speed', 'status'],
    knobs: null, lock: null, theme: 'auto', load: 'visible', autoplay: false, background: false, savable: false, speed: null, task: 1, goal: null, store: null, 'engine-src': null,
  });
  expect(values.bounds.size).toBe(0);
  expect(Object.keys(values)).toEqual([...observedAttributes]);
});

test('Every attribute is read', () => {
  const { values, refused } = parse({
    run: ' learner=anil&tasks=sinusoid ', 'init-src': '../saved.bin', views: 'history  tasks', controls: '', knobs: 'inner_lr seed', lock: 'all', bounds: 'inner_lr:0.01..0.5',
    lang: 'zh', theme: 'Dark', load: 'click', autoplay: '', background: '', savable: '', speed: 'full', task: '3', goal: 'measure=loss-after op=below value=1', store: 'chapter-1', 'engine-src': '/e.wasm', 'worker-src': 'blob:https://example.org/1',
  });
  expect(refused).toEqual([]);
  expect(values).toMatchObject({
    run: 'learner=anil&tasks=sinusoid', 'init-src': 'https://example.org/saved.bin', views: ['history', 'tasks'], controls: [], knobs: ['inner_lr', 'seed'], lock: 'all',
    lang: 'zh', theme: 'dark', load: 'click', autoplay: true, background: true, savable: true, speed: 'full', task: 3, store: 'chapter-1', 'engine-src': 'https://example.org/e.wasm', 'worker-src': 'blob:https://example.org/1',
  });
  expect(values.goal?.measure).toBe('loss-after');
  expect([...values.bounds]).toEqual([['inner_lr', { low: 0.01, high: 0.5 }]]);
});

test.each([
  [{ theme: 'sepia' }, ['choice', 'theme', 'sepia']],
  [{ load: '' }, ['choice', 'load', '']],
  [{ views: 'tasks charts' }, ['tokens', 'views', 'charts']],
  [{ controls: 'play play' }, ['twice', 'controls', 'play']],
  [{ knobs: 'seed seed' }, ['twice', 'knobs', 'seed']],
  [{ task: '0' }, ['whole', 'task', '0']],
  [{ task: '1.5' }, ['whole', 'task', '1.5']],
  [{ store: 'a b' }, ['name', 'store', 'a b']],
  [{ 'engine-src': 'javascript:alert(1)' }, ['foreign', 'engine-src', 'javascript:alert(1)']],
  [{ 'engine-src': 'https://elsewhere.example/engine.wasm' }, ['foreign', 'engine-src', 'https://elsewhere.example/engine.wasm']],
  [{ 'worker-src': 'file:///etc/passwd' }, ['foreign', 'worker-src', 'file:///etc/passwd']],
  [{ 'worker-src': 'data:text/javascript,alert(1)' }, ['foreign', 'worker-src', 'data:text/javascript,alert(1)']],
  [{ 'worker-src': '//elsewhere.example/worker.js' }, ['foreign', 'worker-src', '//elsewhere.example/worker.js']],
  [{ 'worker-src': 'blob:https://elsewhere.example/1' }, ['foreign', 'worker-src', 'blob:https://elsewhere.example/1']],
  [{ 'init-src': 'javascript:alert(1)' }, ['scheme', 'init-src', 'javascript:alert(1)']],
  [{ 'init-src': 'https://' }, ['address', 'init-src', 'https://']],
  [{ bounds: 'inner_lr' }, ['bound-form', 'bounds', 'inner_lr']],
  [{ goal: 'measure=loss' }, ['goal-missing', 'goal', '']],
])('%j is refused, its default holds, and the others apply', (attributes, expected) => {
  expect(wrong({ ...attributes, lang: 'zh', autoplay: '' })).toEqual([expected]);
  const name = Object.keys(attributes)[0]! as keyof ReturnType<typeof parse>['values'];
  const { values } = parse({ ...attributes, lang: 'zh', autoplay: '' });
  expect(values[name]).toEqual(parse({}).values[name]);
  expect(values).toMatchObject({ lang: 'zh', autoplay: true });
});

test('A page that is a file may name files', () => {
  expect(wrong({ 'engine-src': 'engine.wasm' }, 'file:///home/somebody/page.html')).toEqual([]);
});

test('Names are unique, and every row has a sentence', () => {
  const lists = [api.attributes, api.properties, api.methods, api.events, api.slots, api.parts, api.customProperties];
  for (const list of lists) expect(new Set(list.map(({ name }) => name)).size).toBe(list.length);
  for (const row of [...lists.flat(), ...api.messages]) {
    expect(row.help, row.name).toMatch(/^[A-Z`].*[.]$/s);
    expect(row.since, row.name).toMatch(/^\d+\.\d+\.\d+$/);
  }
  const members = [...api.attributes.map(({ property }) => property), ...api.properties.map(({ name }) => name), ...api.methods.map(({ name }) => name)];
  expect(new Set(members).size).toBe(members.length);
});

test('The docs’ reference is what the table says; node web/docs/make-element-reference.mjs makes it', () => {
  const file = new URL('../../../web/docs/embed/reference.md', import.meta.url);
  expect(existsSync(file)).toBe(true);
  expect(readFileSync(file, 'utf8')).toBe(makeReference(api));
  for (const { name } of ATTRIBUTES) expect(makeReference(api)).toContain(`| \`${name}\` |`);
});

test('The manifest has the form of schema 2.1.0, and all rows', () => {
  const manifest = makeManifest(api, { module: 'element.js', define: 'define.js' }) as any;
  expect(manifest.schemaVersion).toBe('2.1.0');
  const [{ declarations, exports }, { exports: definitions }] = manifest.modules;
  const [declaration] = declarations;
  expect(declaration).toMatchObject({ kind: 'class', name: 'MetaRlPlayground', tagName: 'meta-rl-playground', customElement: true });
  expect(exports[0].declaration).toEqual({ name: 'MetaRlPlayground', module: 'element.js' });
  expect(definitions[0]).toMatchObject({ kind: 'custom-element-definition', name: 'meta-rl-playground' });
  expect(declaration.attributes.map(({ name }: any) => name)).toEqual([...observedAttributes]);
  expect(declaration.members.filter(({ kind }: any) => kind === 'method').length).toBe(api.methods.length);
  expect(declaration.attributes.find(({ name }: any) => name === 'speed').type.text).toBe("'slow' | 'medium' | 'full' | null");
});
