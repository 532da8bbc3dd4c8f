// The npm packages: node_modules holds what package-lock.json says.
import { readFileSync } from 'node:fs';
import { fromRoot } from './paths.mjs';
import { step } from './say.mjs';

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(fromRoot(file), 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}

/** npm writes down what it installed; packages for other systems (optional ones) may be absent. */
function current() {
  const installed = packagesOf('node_modules/.package-lock.json');
  const locked = Object.entries(packagesOf('package-lock.json'));
  return locked.every(([path, { version, optional, devOptional, peer }]) => {
    if (path === '') return true;
    return installed[path] ? installed[path].version === version : optional || devOptional || peer;
  });
}

export async function ensurePackages() {
  if (current()) return;
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
  await step('Installing the npm packages', npm[0], [...npm.slice(1), 'ci', '--include=dev', '--no-audit', '--no-fund']);
}
