// Writes web/docs/knobs.md and pairs.md from the core's own tables (`lab --describe`), so that the docs cannot say anything else than the parser.
//
//     node web/docs/make-tables.mjs          writes the files
//     node web/docs/make-tables.mjs --check  fails if one of them is not what it would write
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const lab = fileURLToPath(new URL('../../build/native/lab', import.meta.url));
const { knobs, families, learners } = JSON.parse(execFileSync(lab, ['--describe'], { encoding: 'utf8' }));

function allowed({ type, low, high, choices }) {
  if (choices) return choices.map((choice) => `\`${choice}\``).join(', ');
  if (type === 'seed') return 'a whole number below 2^64';
  if (type === 'hash') return '16 hex digits, or `none`';
  if (type === 'candidates') return '2 to 8 learners separated by `;`, each perhaps with `~knob:value`';
  if (type === 'sizes') return `up to 4 whole numbers ${low} to ${high}, with commas, or \`none\``;
  return `${low} to ${high}`;
}

const row = (knob) =>
  `| \`${knob.name}\` | ${knob.default} | ${allowed(knob)} | ${knob.unit} | ${knob.live ? 'live' : 'restarts'} | ${knob.help} |`;
const groups = [...new Set(knobs.map(({ group }) => group))];
const knobsText = `# Knobs

A run line is made of these: \`learner=maml&tasks=sinusoid&inner_lr=0.02\`. A value that the line does not give comes from the preset, then from the learner, then from the
family, then from this table. \`key=value@n\` changes a live knob from meta-iteration n on. An unknown key, a key that does not apply to the learner and
family, or a value outside its range is refused with a sentence.

Learners: ${learners.map(({ name }) => `\`${name}\``).join(', ')}. Families: ${families.map(({ name }) => `\`${name}\``).join(', ')}.

${groups
  .map(
    (group) => `## ${group[0].toUpperCase()}${group.slice(1)}

| knob | default | allowed | unit | while running | what it is |
|---|---|---|---|---|---|
${knobs.filter((knob) => knob.group === group).map(row).join('\n')}
`,
  )
  .join('\n')}`;

/** How a learner adapts, in words. */
const ways = {
  gradient: 'gradient steps',
  search: 'steps towards tried policies',
  memory: 'a recurrent memory',
  belief: 'a belief, step by step',
  latent: 'a sampled latent variable',
  embedding: 'an embedding of data',
  model: 'a model of the world',
};

const code = (name) => `\`${name}\``;
const line = (cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) => [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
const marks = (columns, runs) => columns.map((family) => (runs(family) ? '●' : ''));

const learned = learners.filter(({ adapts }) => adapts !== 'rule');
const rules = learners.filter(({ adapts }) => adapts === 'rule');
const ruled = families.filter(({ yardsticks }) => yardsticks.length > 0);
const without = families.filter(({ yardsticks }) => yardsticks.length === 0).map(({ name }) => code(name));

const pairsText = `# Pairs

Which learner runs on which family. Any other pair is refused with a sentence.

## Learners

${table(
  ['learner', 'adapts by', ...families.map(({ name }) => code(name))],
  learned.map(({ name, adapts, families: fits }) => [code(name), ways[adapts], ...marks(families, (family) => fits.includes(family.name))]),
)}

What they are: [learners](learners.md), [families](families.md).

## Yardsticks

Rules that are not learned, chosen in the same way. Those of one name may differ from family to family. ${without.join(', ')} have none.

${table(
  ['yardstick', ...ruled.map(({ name }) => code(name))],
  rules.map(({ name }) => [code(name), ...marks(ruled, (family) => family.yardsticks.includes(name))]),
)}

What they are: [yardsticks](yardsticks.md).
`;

const files = { 'knobs.md': knobsText, 'pairs.md': pairsText };
const check = process.argv.includes('--check');
for (const [name, text] of Object.entries(files)) {
  const file = fileURLToPath(new URL(name, import.meta.url));
  if (!check) {
    writeFileSync(file, text);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    console.error(`web/docs/${name} is not what the core says; run node web/docs/make-tables.mjs.`);
    process.exitCode = 1;
  }
}
