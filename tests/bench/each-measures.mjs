// Holds that every program of `npm run bench` measures something: natively and as WebAssembly, with SIMD and without.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

for (const [command, ...args] of [
  [join(root, 'build/native/bench')],
  [join(root, 'build/native/bench-scalar')],
  [process.execPath, join(root, 'build/wasm/bench.cjs')],
  [process.execPath, join(root, 'build/wasm/bench-scalar.cjs')],
]) {
  const said = execFileSync(command, [...args, 'sinusoid'], { encoding: 'utf8' });
  const [, milliseconds] = /^sinusoid (\S+)$/.exec(said.trim()) ?? [];
  if (!(Number(milliseconds) > 0)) throw new Error(`${[command, ...args].join(' ')} measured nothing: ${said}`);
}
