// npm run lab -- "<run line>" ... [--engine native|wasm]: the headless runner. All other options are the runner's own.
import './steps/node_version.mjs';
import { foreground } from './steps/children.mjs';
import { build } from './steps/cmake.mjs';
import { engineOption } from './steps/options.mjs';
import { fromRoot } from './steps/paths.mjs';
import { main } from './steps/say.mjs';

await main(async (args) => {
  const { engine, rest } = engineOption(args);
  if (engine === 'wasm') {
    await build('wasm', ['engine']);
    return foreground(process.execPath, [fromRoot('wasm/lab.mjs'), ...rest]);
  }
  await build('native', ['lab']);
  return foreground(fromRoot('build/native/lab'), rest);
});
