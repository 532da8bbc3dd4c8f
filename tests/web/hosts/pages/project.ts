// Projects beside the hosts' packages, as somebody who installed them has.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostsFolder } from '../places.ts';

/** The unpacked package of ours. */
export const ours = `${hostsFolder}/node_modules/meta-rl-playground`;
export const bin = (name: string) => `${hostsFolder}/node_modules/.bin/${name}`;

/** Runs a program; where it fails, the error is the end of what it said. */
export function run(command: string, args: string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status === 0) return stdout;
  throw new Error(`${command} ${args.join(' ')}: ${`${stdout}${stderr}`.split('\n').map((line) => line.slice(0, 300)).slice(-20).join('\n')}`);
}

/** An empty project with these files. */
export function project(name: string, files: Record<string, string>): string {
  const folder = `${hostsFolder}/${name}`;
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries({ 'package.json': '{ "type": "module", "private": true }', ...files })) {
    mkdirSync(`${folder}/${path}`.replace(/\/[^/]*$/, ''), { recursive: true });
    writeFileSync(`${folder}/${path}`, text);
  }
  return folder;
}

export const page = (script: string) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Project</title><body>${script}</body></html>`;

/** With Vite: the folder that it makes of a main.js. */
export function viteProject(name: string, main: string): string {
  const folder = project(name, { 'index.html': page('<script type="module" src="./main.js"></script>'), 'main.js': main });
  run(bin('vite'), ['build'], folder);
  return `${folder}/dist`;
}

/** With VitePress: the folder that it makes of a page. */
export function vitePressProject(name: string, index: string): string {
  const folder = project(name, { 'index.md': index });
  run(bin('vitepress'), ['build'], folder);
  return `${folder}/.vitepress/dist`;
}
