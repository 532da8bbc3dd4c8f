import { cpSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { draws, host, plays, site, visit } from './browser.ts';
import { hostsFolder, root } from './places.ts';
import { BUDGET, brotli } from './budget.ts';
import { bin, ours, page, project, run, vitePressProject, viteProject } from './pages/project.ts';
import { reactProject } from './pages/react.ts';
import type { Files } from './server.ts';
import { snippet } from './snippets.ts';

const main = () => snippet('npm.md', 'main', site.url);

async function open(folder: string, pages: Files = {}) {
  const served = await host(pages, { folder });
  const visited = await visit(served.url, { servers: [served] });
  await plays(visited.page);
  await draws(visited.page);
  return { visited, served };
}

test('Unbundled, from the unpacked folder', async () => {
  const { served } = await open(hostsFolder, { '/': page(snippet('npm.md', 'unbundled', site.url)) });
  expect(served.asked.filter((path) => path.endsWith('engine.wasm'))).toHaveLength(1);
  // One language is loaded, and no other.
  const loaded = [...new Set(served.asked.filter((path) => path.includes('/meta-rl-playground/lib/')))];
  expect(loaded.filter((path) => /\/[a-z]{2}\.js$/.test(path))).toEqual([]);
  expect(loaded.reduce((sum, path) => sum + brotli(readFileSync(`${hostsFolder}${path}`)), 0)).toBeLessThan(BUDGET);
});

test('With Vite', async () => {
  const built = viteProject('vite', main());
  await open(built);
  expect(readdirSync(`${built}/assets`).filter((name) => name.endsWith('.wasm'))).toHaveLength(1);
});

test('With webpack', async () => {
  const folder = project('webpack', { 'src/index.js': main(), 'webpack.config.js': "export default { mode: 'production', output: { publicPath: 'auto' } };" });
  run(bin('webpack'), [], folder);
  const { served } = await open(`${folder}/dist`, { '/': page('<script defer src="./main.js"></script>') });
  expect(served.asked.filter((path) => path.endsWith('.wasm'))).toHaveLength(1);
});

test('With esbuild and the two files beside the bundle', async () => {
  const folder = project('esbuild', { 'main.js': main() });
  cpSync(ours, `${folder}/node_modules/meta-rl-playground`, { recursive: true });
  for (const line of snippet('npm.md', 'esbuild', site.url).split('\n')) {
    const [command, ...args] = line.replace(/^npx /, '').split(' ');
    run(command === 'esbuild' ? bin('esbuild') : command!, args, folder);
  }
  await open(`${folder}/dist`, { '/': page('<script type="module" src="./main.js"></script>') });
});

test('With esbuild and the script that holds everything', async () => {
  const folder = project('esbuild-script', { 'main.js': main().replace('meta-rl-playground/define', 'meta-rl-playground/script') });
  run(bin('esbuild'), ['main.js', '--bundle', '--format=esm', '--outdir=dist'], folder);
  const { served } = await open(`${folder}/dist`, { '/': page('<script type="module" src="./main.js"></script>') });
  expect(served.asked.filter((path) => /wasm|worker/.test(path))).toEqual([]);
});

test('With VitePress, which draws its pages without a window first', async () => {
  const served = await host({}, { folder: vitePressProject('vitepress', snippet('npm.md', 'vitepress', site.url)) });
  const visited = await visit(served.url, { servers: [served] });
  // VitePress keeps whether its page is light or dark.
  visited.hostKeeps = [/^vitepress-theme-appearance$/];
  await plays(visited.page);
  await draws(visited.page);
});

test('With React, as Docusaurus draws a component: without a window first', async () => {
  const { folder, html } = reactProject('react', snippet('npm.md', 'docusaurus', site.url));
  await open(folder, { '/': html });
});

test('Where there is no window every import works and does nothing', () => {
  const folder = project('node', {
    'main.js': `
      const before = Object.getOwnPropertyNames(globalThis);
      const module = await import('meta-rl-playground');
      await import('meta-rl-playground/define');
      await import('meta-rl-playground/script');
      module.define();
      const after = Object.getOwnPropertyNames(globalThis).filter((name) => !before.includes(name) && globalThis[name] !== undefined);
      console.log(JSON.stringify({ names: Object.keys(module).sort(), tag: module.MetaRlPlayground.name, after }));`,
  });
  const { names, after } = JSON.parse(run(process.execPath, ['main.js'], folder)) as { names: string[]; after: string[] };
  expect(names).toEqual(expect.arrayContaining(['MetaRlPlayground', 'define']));
  // Lit keeps lists of its versions there.
  expect(after.filter((name) => !/^(lit|reactiveElement)/.test(name))).toEqual([]);
});

test('The class without `define` registers nothing; `define` does, and twice is harmless', async () => {
  const script = `<script type="module">
    import { MetaRlPlayground, define } from './node_modules/meta-rl-playground/lib/index.js';
    const before = customElements.get('meta-rl-playground') === undefined;
    define();
    define();
    await import('./node_modules/meta-rl-playground/lib/define.js');
    document.title = JSON.stringify([before, customElements.get('meta-rl-playground') === MetaRlPlayground]);
  </script>`;
  const served = await host({ '/': page(script) }, { folder: hostsFolder });
  const { page: opened } = await visit(served.url, { servers: [served] });
  await expect.poll(() => opened.title()).toBe('[true,true]');
});

test('The types say what the docs’ example needs, and refuse what is wrong', () => {
  const types = (name: string, text: string) => {
    const folder = project(name, {
      'main.ts': text,
      'tsconfig.json': JSON.stringify({ compilerOptions: { strict: true, target: 'ES2022', module: 'ESNext', moduleResolution: 'bundler', lib: ['ES2022', 'DOM', 'DOM.Iterable'], types: [], noEmit: true }, files: ['main.ts'] }),
    });
    try {
      return run(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', folder], folder);
    } catch (error) {
      return (error as Error).message;
    }
  };
  const good = snippet('npm.md', 'types', site.url);
  expect(types('types', good)).toBe('');
  expect(types('types-wrong', good.replace('iteration.toFixed()', 'iteration.length'))).toMatch(/TS2339/);
  expect(types('types-wrong', good.replace('line: saved.line', 'lime: saved.line'))).toMatch(/TS2353|TS2561/);
});

test('What the package’s manifest points to is there, and nothing else is packed but what is needed', () => {
  const manifest = JSON.parse(readFileSync(`${ours}/package.json`, 'utf8')) as { exports: Record<string, Record<string, string>>; customElements: string };
  const paths = [...Object.values(manifest.exports).flatMap((entry) => (typeof entry === 'string' ? [entry] : Object.values(entry))), manifest.customElements];
  for (const path of paths.filter((path) => !path.includes('*'))) expect(existsSync(`${ours}/${path}`), path).toBe(true);
  const { modules, schemaVersion } = JSON.parse(readFileSync(`${ours}/${manifest.customElements}`, 'utf8')) as { schemaVersion: string; modules: Array<{ path: string }> };
  expect(schemaVersion).toBe('2.1.0');
  for (const { path } of modules) expect(existsSync(`${ours}/${path}`), path).toBe(true);
  expect(readdirSync(ours).sort()).toEqual(['CITATION.cff', 'LICENSE', 'README.md', 'lib', 'package.json']);
});
