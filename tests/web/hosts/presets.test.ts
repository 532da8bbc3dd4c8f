import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { siteAddress, writePresets } from '../../../wasm/toolchain/steps/presets.mjs';
import { type ElementLike, draws, host, plays, visit } from './browser.ts';
import { hostsFolder, siteFolder } from './places.ts';
import type { Served } from './server.ts';

interface Answer {
  version: string;
  type: string;
  html: string;
  provider_url: string;
}

const folder = `${hostsFolder}/presets-site`;
let names: string[];

/** The presets' pages hold the whole address of their site, which is known once it is served. */
async function served(): Promise<Served> {
  const built = await host({}, { folder });
  await writePresets(built.url, folder);
  return built;
}

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(`${siteFolder}/embed.html`, `${folder}/embed.html`);
});

test('Each preset has a page that says where its oembed.json is; what that holds is a frame of the same run', async () => {
  const built = await served();
  names = readdirSync(`${folder}/presets`, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('index.html')).map((path) => path.replace('/index.html', ''));
  expect(names.length).toBeGreaterThan(15);
  for (const name of names) {
    const html = readFileSync(`${folder}/presets/${name}/index.html`, 'utf8');
    const [, address] = /<link rel="alternate" type="application\/json\+oembed" href="([^"]+)"/.exec(html)!;
    expect(address).toBe(`${built.url}presets/${name}/oembed.json`);
    const answer = JSON.parse(readFileSync(`${folder}/presets/${name}/oembed.json`, 'utf8')) as Answer;
    expect(answer).toMatchObject({ version: '1.0', type: 'rich', provider_url: built.url });
    const [, line] = /src="[^"]*embed\.html#([^"]*)"/.exec(answer.html)!;
    expect(html, name).toContain(`embed.html#${line!}"`);
  }
});

test('A preset’s page plays, and so does what a host makes of its oembed.json', async () => {
  const built = await served();
  const opened = await visit(`${built.url}presets/sinusoid/maml/`, { servers: [built] });
  const inside = async () => (await (await opened.page.waitForSelector('iframe')).contentFrame())!;
  await plays(await inside());
  const answer = (await (await fetch(`${built.url}presets/sinusoid/maml/oembed.json`)).json()) as Answer;
  const pages = await host({ '/': `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>${answer.html}` });
  const { page } = await visit(pages.url, { servers: [built, pages] });
  const frame = (await (await page.waitForSelector('iframe')).contentFrame())!;
  await plays(frame);
  await draws(frame);
  expect(await frame.locator('meta-rl-playground').evaluate((node) => (node as ElementLike).line)).toContain('tasks=sinusoid');
});

test.each(['example.org', 'ftp://example.org/', 'https://example.org/?a=1', 'https://a:b@example.org/', ''])('An address that the site cannot have is refused in a sentence: %j', (address) => {
  expect(() => siteAddress(address)).toThrow(/--origin takes the site's whole address, such as https/);
});

test('An address without a slash at its end gets one', () => {
  expect(siteAddress('https://example.org/meta-rl')).toBe('https://example.org/meta-rl/');
});
