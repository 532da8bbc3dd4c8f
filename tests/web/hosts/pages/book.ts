import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostsFolder } from '../places.ts';

/** What Sphinx makes of a configuration and one page: the folder of its HTML. */
export function sphinxBook(name: string, configuration: string, index: string): string {
  const folder = `${hostsFolder}/${name}`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/conf.py`, configuration);
  writeFileSync(`${folder}/index.md`, index);
  execFileSync('sphinx-build', ['-q', '-b', 'html', folder, `${folder}/html`], { encoding: 'utf8', stdio: 'pipe' });
  return `${folder}/html`;
}
