// Levels that passed before need not run again while nothing that they depend on has changed.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fromRoot } from './paths.mjs';

const record = fromRoot('build/reports/passed.json');

function read() {
  try {
    return JSON.parse(readFileSync(record, 'utf8'));
  } catch {
    return {};
  }
}

function addTo(hash, path) {
  const stat = statSync(fromRoot(path), { throwIfNoEntry: false });
  if (!stat) hash.update(`no ${path}\n`);
  else if (stat.isDirectory()) {
    // Packages are known by package-lock.json, and tools keep notes of their own beside them.
    for (const name of readdirSync(fromRoot(path)).sort()) if (name !== 'node_modules') addTo(hash, join(path, name));
  } else hash.update(`${path} ${stat.size}\n`).update(readFileSync(fromRoot(path)));
}

/** What a level depends on, as one number: files and folders (their paths from the checkout), and texts such as versions. */
export function hashOf(paths, ...texts) {
  const hash = createHash('sha256').update(JSON.stringify(texts));
  for (const path of paths) addTo(hash, path);
  return hash.digest('hex');
}

/** How many tests of a level passed when it last ran on these inputs and none failed; undefined where it did not. */
export function passedBefore(level, inputs) {
  const before = read()[level];
  return before?.inputs === inputs ? before.passed : undefined;
}

/** Keeps the result of a level; one with failures is forgotten. */
export function keep(level, inputs, { passed, failed }) {
  const all = read();
  if (failed === 0 && passed > 0) all[level] = { inputs, passed };
  else delete all[level];
  mkdirSync(dirname(record), { recursive: true });
  writeFileSync(record, `${JSON.stringify(all, undefined, 1)}\n`);
}
