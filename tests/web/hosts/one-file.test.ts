import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { type ElementLike, draws, plays, site, visit, visitPage } from './browser.ts';
import { hostsFolder, root, withEngine } from './places.ts';
import { snippet } from './snippets.ts';

const folder = `${hostsFolder}/one-file`;
const command = (args: string[]) => execFileSync(process.execPath, [`${root}wasm/toolchain/embed.mjs`, ...args], { encoding: 'utf8', cwd: folder, stdio: 'pipe', env: withEngine });

/** The arguments of the docs' command, as a shell takes it apart. */
function argumentsOf(text: string): string[] {
  const [, args] = text.split('npm run embed -- ');
  return [...args!.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
}

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  command(argumentsOf(snippet('one-file.md', 'command', site.url)));
}, 120_000);

test('The docs’ command makes a file that opens from a disk and plays', async () => {
  const opened = await visit(pathToFileURL(`${folder}/sinusoid.html`).href);
  await plays(opened.page);
  await draws(opened.page);
  expect(await opened.element.evaluate((node) => (node as ElementLike).line)).toContain('tasks=sinusoid');
});

test('It asks nobody for anything: the file is all there is', async () => {
  const visited = await visitPage(readFileSync(`${folder}/sinusoid.html`, 'utf8'));
  await plays(visited.page);
  expect(visited.said).toEqual([]);
  // The browser reports that the file's own policy was held.
  visited.expected = [/Content.Security.Policy/];
  await expect(visited.page.evaluate(() => fetch('/').then(() => 'fetched', () => 'refused'))).resolves.toBe('refused');
});

test('In a learning platform’s page it is shown in a frame, beside which it was uploaded', async () => {
  const html = `<!doctype html><meta charset="utf-8"><title>A course</title>${snippet('one-file.md', 'canvas', site.url)}`;
  writeFileSync(`${folder}/index.html`, html);
  const { page } = await visitPage(html, { folder });
  await plays((await (await page.waitForSelector('iframe')).contentFrame())!);
});

test('Language, caption and title are the file’s own', async () => {
  command(['--run', 'learner=maml&tasks=sinusoid', '--lang', 'zh', '--title', 'Über <Tasks> & "mehr"', '--caption', 'A <caption>', '--out', 'caption.html']);
  const { page } = await visit(pathToFileURL(`${folder}/caption.html`).href);
  expect(await page.title()).toBe('Über <Tasks> & "mehr"');
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh');
  await page.getByText('A <caption>', { exact: true }).waitFor();
});

for (const [about, args, sentence] of [
  ['no place for the file', ['--run', 'learner=maml&tasks=sinusoid'], /--out FILE/],
  ['an option that there is not', ['--veiws', 'tasks', '--out', 'x.html'], /no option --veiws; there are --run/],
  ['a view that there is not', ['--views', 'tasks balloons', '--out', 'x.html'], /balloons/],
  ['a run that the core refuses', ['--run', 'learner=maml&tasks=sinusoid&inner_lr=-3', '--out', 'x.html'], /inner_lr.*-3/],
  ['a knob that there is not', ['--lock', 'gravity_of_mars', '--out', 'x.html'], /gravity_of_mars/],
  ['a goal that cannot be read', ['--goal', 'measure=luck', '--out', 'x.html'], /goal/],
  ['a place that cannot be written', ['--out', 'missing/x.html'], /missing\/x\.html cannot be written/],
  ['parameters that are not there', ['--init', 'missing.parameters', '--out', 'x.html'], /missing\.parameters/],
] as const) {
  test(`Refused in one sentence: ${about}`, () => {
    let said = '';
    try {
      command([...args]);
    } catch (error) {
      said = (error as { stderr: string }).stderr;
    }
    expect(said).toMatch(sentence);
    expect(said).not.toMatch(/at .*\.mjs|node:/);
  });
}
