// Before the first test: the hosts' packages and the packed package of ours, in build/hosts/.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostsFolder, root, siteFolder } from './places.ts';

const npm = (args: string[], cwd: string) => execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** Installs the packages of the lock file, unless they are there already. */
function installHosts(): void {
  const lock = readFileSync(`${import.meta.dirname}/packages/package-lock.json`, 'utf8');
  const stamp = `${hostsFolder}/installed.json`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  rmSync(hostsFolder, { recursive: true, force: true });
  mkdirSync(hostsFolder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(`${import.meta.dirname}/packages/${name}`, `${hostsFolder}/${name}`);
  // Not `npm ci`, which fails where a registry lacks the packages of other systems, none of which is needed.
  npm(['install', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts'], hostsFolder);
  writeFileSync(stamp, lock);
}

/** Packs the package as it would be published, and unpacks it where a project's `import` looks for it. */
function installOurs(): void {
  const packed = `${hostsFolder}/packed`;
  rmSync(packed, { recursive: true, force: true });
  mkdirSync(packed, { recursive: true });
  const [{ filename }] = JSON.parse(npm(['pack', '--json', '--ignore-scripts', '--pack-destination', packed], root)) as [{ filename: string }];
  const target = `${hostsFolder}/node_modules/meta-rl-playground`;
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  execFileSync('tar', ['xzf', `${packed}/${filename}`, '--strip-components=1', '-C', target]);
}

export default function prepare(): void {
  if (!existsSync(`${siteFolder}/embed.html`) || !existsSync(`${root}lib/define.js`)) throw new Error('The forms are not built: run npm run build first.');
  installHosts();
  installOurs();
}
