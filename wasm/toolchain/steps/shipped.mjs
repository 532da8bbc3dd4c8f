// What holds of every file that is shipped, and how large it is on its way.
import { readFileSync, readdirSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { Stop } from './say.mjs';

export const kilobytes = 1000;

/** As a server sends it at its best. */
export const brotli = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;

export const size = (bytes) => `${(bytes / kilobytes).toFixed(1)} KB`;

/** The files of a folder and of those in it, by their paths from there. */
export function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`.slice(folder.length + 1))
    .sort();
}

/** Throws Stop where a script makes code from strings, which a host's policy may forbid. */
export function checkNoCodeFromStrings(folder, name) {
  for (const path of filesOf(folder).filter((path) => /\.(js|mjs|html)$/.test(path))) {
    const found = /\beval\s*\(|\bnew\s+Function\b|(?<![\w$.])Function\s*\(/.exec(readFileSync(`${folder}/${path}`, 'utf8'));
    if (found) throw new Stop(`${path} in ${name}/ holds \`${found[0]}\`: no script that is shipped may make code from strings.`);
  }
}

export function sizeLine(folder, path) {
  const bytes = readFileSync(`${folder}/${path}`);
  return `${path.padEnd(44)} ${size(bytes.length).padStart(10)} ${size(brotli(bytes)).padStart(10)} brotli`;
}
