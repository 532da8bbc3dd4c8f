// npm run embed: one HTML file with everything inside, for one run and one set of attributes.
//
//   npm run embed -- --run LINE [--views NAMES] [--controls NAMES] … --out FILE
//                    [--title TEXT] [--caption TEXT] [--init FILE]
//
// Each attribute of the element is an option of the same name.
import './steps/node_version.mjs';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { build } from './steps/cmake.mjs';
import { buildScript, load } from './steps/forms.mjs';
import { ensurePackages } from './steps/packages.mjs';
import { main, Stop } from './steps/say.mjs';

/** A file that is opened from a disk has nothing beside it, and no name to keep anything under. */
const elsewhere = ['init-src', 'engine-src', 'worker-src', 'store'];

function options(args, attributes) {
  const names = attributes.filter(({ name }) => !elsewhere.includes(name));
  const known = Object.fromEntries(names.map(({ name, kind }) => [name, { type: kind === 'flag' ? 'boolean' : 'string' }]));
  const own = { out: { type: 'string' }, title: { type: 'string' }, caption: { type: 'string' }, init: { type: 'string' } };
  try {
    return parseArgs({ args, options: { ...known, ...own } }).values;
  } catch (error) {
    const unknown = /Unknown option '--([^']+)'/.exec(error.message)?.[1];
    if (unknown) throw new Stop(`npm run embed: there is no option --${unknown}; there are ${Object.keys({ ...known, ...own }).map((name) => `--${name}`).join(', ')}.`);
    throw new Stop(`npm run embed: ${error.message}`);
  }
}

/** The attributes that are written into the file, in the table's order; a flag has an empty text. */
function attributesOf(given, attributes) {
  return attributes.flatMap(({ name }) => (given[name] === undefined || elsewhere.includes(name) ? [] : [[name, given[name] === true ? '' : given[name]]]));
}

/** Saved parameters, as an address that holds them, and the run line that names them. */
async function withParameters(attributes, file) {
  let bytes;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new Stop(`npm run embed: --init names a file that cannot be read: ${error.message}`);
  }
  const { fnv1a } = await load('web/run/hash.ts');
  const { withValue, DEFAULT_LINE } = await load('web/run/run-line.ts');
  const written = new Map(attributes);
  written.set('run', withValue(written.get('run') ?? DEFAULT_LINE, 'init', fnv1a(bytes)));
  written.set('init-src', `data:application/octet-stream;base64,${bytes.toString('base64')}`);
  return [...written];
}

await main(async (args) => {
  await ensurePackages();
  const { ATTRIBUTES } = await load('web/element/api/attributes.ts');
  const given = options(args, ATTRIBUTES);
  if (!given.out) throw new Stop('npm run embed: --out FILE says where the file goes.');
  // A folder with a built engine can be named, as for Vite.
  if (!process.env.ENGINE_FOLDER) await build('wasm', ['engine']);

  const { loadEngine } = await import('../load-node.mjs');
  const { attributeFaults } = await load('web/embed/check-attributes.ts');
  const { loadWords } = await load('web/messages/index.ts');
  const engine = await loadEngine();
  const core = { description: JSON.parse(engine.describe()), resolve: (line) => JSON.parse(engine.resolve(line)) };
  const plain = attributesOf(given, ATTRIBUTES);
  const attributes = given.init ? await withParameters(plain, given.init) : plain;
  const texts = new Map(attributes);
  const faults = attributeFaults((name) => texts.get(name) ?? null, core, await loadWords('en'));
  if (faults.length > 0) throw new Stop(`npm run embed: ${faults.join('\n')}`);

  const { singleFile } = await load('web/embed/single-file.ts');
  const words = await loadWords(given.lang ?? 'en');
  const text = singleFile({
    script: await buildScript(),
    attributes,
    language: given.lang ?? 'en',
    title: given.title ?? words.text.site.title,
    withoutScript: words.text.compose.snippet.withoutScript,
    caption: given.caption,
  });
  try {
    writeFileSync(given.out, text);
  } catch (error) {
    throw new Stop(`npm run embed: ${given.out} cannot be written: ${error.message}`);
  }
  console.log(`${given.out}: ${(text.length / 1000).toFixed(0)} KB, opens in a browser as it is`);
});
