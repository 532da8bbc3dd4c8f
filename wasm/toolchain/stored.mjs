// npm run stored [-- TEXT]: trains the runs that the site delivers ready to be entered (web/stored/plan.mjs), or those whose line holds TEXT.
import './steps/node_version.mjs';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { build } from './steps/cmake.mjs';
import { fromRoot } from './steps/paths.mjs';
import { main } from './steps/say.mjs';
import { plan } from '../../web/stored/plan.mjs';
import { trainTo } from '../../web/stored/train.mjs';

const folder = fromRoot('web/stored');

await main(async ([wanted = '']) => {
  await build('native', ['lab']);
  const index = JSON.parse(readFileSync(`${folder}/index.json`, 'utf8'));
  const points = index.points.filter(({ line }) => line in plan && !line.includes(wanted));
  for (const [line, iterations] of Object.entries(plan)) {
    if (!line.includes(wanted)) continue;
    let from = null;
    let seconds = 0;
    for (const iteration of iterations) {
      const file = `${line.replaceAll(/learner=|tasks=/g, '').replaceAll(/[^a-z0-9]+/g, '-')}-${iteration}.snapshot`;
      const made = await trainTo({ line, from, iteration, file: `${folder}/${file}` });
      seconds += made.seconds;
      points.push({ line, iteration, hash: made.hash, build: made.build, seconds: Number(seconds.toPrecision(2)), file });
      from = `${folder}/${file}`;
      console.log(`${line}: iteration ${iteration}, ${seconds.toFixed(1)} s`);
    }
  }
  points.sort((a, b) => (a.line < b.line ? -1 : a.line > b.line ? 1 : a.iteration - b.iteration));
  writeFileSync(`${folder}/index.json`, `${JSON.stringify({ made: new Date().toISOString().slice(0, 10), points }, null, 2)}\n`);
  for (const name of readdirSync(folder)) if (name.endsWith('.snapshot') && !points.some(({ file }) => file === name)) rmSync(`${folder}/${name}`);
});
