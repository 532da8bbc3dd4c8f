import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const fromWeb = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Eight hex digits that change with whatever a form is built from: the sources in web/, the engine and the versions of packages. */
export function buildHash(engineFolder: string): string {
  const hash = createHash('sha256');
  const sources = readdirSync(fromWeb(''), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|css|js|html|txt)$/.test(entry.name))
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .sort();
  for (const path of [...sources, `${engineFolder}/engine.mjs`, `${engineFolder}/engine.wasm`, fromWeb('../package-lock.json')]) {
    hash.update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex').slice(0, 8);
}
