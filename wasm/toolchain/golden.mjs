// npm run golden -- FOLDER... [--precision double|float] [--engine native|wasm]
//
// Checks every golden file of the folders (or single files) against the core, one line for each: name, kind, largest
// relative error, bound, verdict. Without --precision: double natively, float (as the page runs) in WebAssembly.
import './steps/node_version.mjs';
import { buildGolden, checkGolden, goldenLine } from './steps/golden_cases.mjs';
import { engineOption, takeOption } from './steps/options.mjs';
import { main, Stop } from './steps/say.mjs';

await main(async (args) => {
  const { engine, rest } = engineOption(args);
  const { value: precision, rest: paths } = takeOption(rest, 'precision', engine === 'wasm' ? ['float', 'double'] : ['double', 'float']);
  if (paths.length === 0) throw new Stop('npm run golden needs a folder of golden files, such as tests/golden.');
  const unknown = paths.find((path) => path.startsWith('-'));
  if (unknown) throw new Stop(`npm run golden does not know ${unknown}: its options are --precision and --engine.`);
  await buildGolden(engine, precision);
  const results = await checkGolden(paths, { engine, precision });
  for (const result of results) console.log(goldenLine(result));
  return results.every(({ ok }) => ok) ? 0 : 1;
});
