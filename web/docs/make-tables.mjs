// Writes web/docs/knobs.md from the core's own table (`lab --describe`), so that the docs cannot say anything else than the parser.
//
//     node web/docs/make-tables.mjs          writes the file
//     node web/docs/make-tables.mjs --check  fails if the file is not what it would write
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const lab = fileURLToPath(new URL('../../build/native/lab', import.meta.url));
const file = fileURLToPath(new URL('knobs.md', import.meta.url));
const { knobs, families, learners } = JSON.parse(execFileSync(lab, ['--describe'], { encoding: 'utf8' }));

function allowed({ type, low, high, choices }) {
  if (choices) return choices.map((choice) => `\`${choice}\``).join(', ');
  if (type === 'seed') return 'a whole number below 2^64';
  if (type === 'hash') return '16 hex digits, or `none`';
  if (type === 'sizes') return `up to 4 whole numbers ${low} to ${high}, with commas, or \`none\``;
  return `${low} to ${high}`;
}

const row = (knob) =>
  `| \`${knob.name}\` | ${knob.default} | ${allowed(knob)} | ${knob.unit} | ${knob.live ? 'live' : 'restarts'} | ${knob.help} |`;
const groups = [...new Set(knobs.map(({ group }) => group))];
const text = `# Knobs

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

if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== text) {
    console.error('web/docs/knobs.md is not what the core says; run node web/docs/make-tables.mjs.');
    process.exit(1);
  }
} else {
  writeFileSync(file, text);
}
