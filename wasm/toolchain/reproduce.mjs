// npm run reproduce -- NAME: builds the headless runner, then repeats a published result (tests/bench/reproduce.mjs).
import './steps/node_version.mjs';
import { foreground } from './steps/children.mjs';
import { build } from './steps/cmake.mjs';
import { fromRoot } from './steps/paths.mjs';
import { main } from './steps/say.mjs';

await main(async (args) => {
  await build('native', ['lab']);
  return foreground(process.execPath, [fromRoot('tests/bench/reproduce.mjs'), ...args]);
});
