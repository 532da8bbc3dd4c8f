// Every learner, yardstick, family and preset that the core has can be cited.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Description } from '../../../wasm/engine.d.ts';
import { FAMILIES, WORKS, type WorkName, bibtexOf, sourcesOf, worksOf } from '../../../web/messages/bibliography.ts';
import { commandOf } from '../../../web/parts/takeaway/run-file.ts';

const lab = fileURLToPath(new URL('../../../build/native/lab', import.meta.url));
const said = JSON.parse(execFileSync(lab, ['--describe'], { encoding: 'utf8' })) as Description;
/** Fixed rules that are from nowhere. */
const OURS = ['random', 'oracle'];

test('Every source that the core names is in the table, and every learner has one but those that are nobody’s', () => {
  for (const { name, source, on } of said.learners) {
    for (const text of [source, ...Object.values(on).map((texts) => texts.source)]) expect(worksOf(text).unknown, name).toEqual([]);
    expect(worksOf(source).names.length > 0, name).toBe(!OURS.includes(name));
  }
});

test('Every family and each of its presets has one', () => {
  expect(Object.keys(FAMILIES).sort()).toEqual(said.families.map(({ name }) => name).sort());
  for (const family of said.families) {
    const { presets = {} } = FAMILIES[family.name]!;
    const names = family.presets.map(({ name }) => name);
    for (const preset of Object.keys(presets)) expect(names, family.name).toContain(preset);
    for (const preset of family.presets) {
      for (const learner of said.learners.filter(({ families }) => families.includes(family.name))) {
        const sources = sourcesOf(learner, family, preset);
        expect(sources.at(-1)).toBe('playground');
        expect(new Set(sources).size).toBe(sources.length);
      }
    }
  }
  const named = (learner: string, family: string, preset: string) =>
    sourcesOf(said.learners.find(({ name }) => name === learner)!, { name: family }, { name: preset });
  expect(named('maml', 'point-navigation', 'pearl')).toEqual(['finn2017', 'rakelly2019', 'playground']);
  expect(named('bayes-optimal', 'catch', 'small')).toEqual(['duff2002', 'playground']);
});

test('Entries are BibTeX that can be found again: a number of arXiv, a DOI or an address, or else where it appeared', () => {
  for (const [name, work] of Object.entries(WORKS)) {
    const text = bibtexOf([name as WorkName]);
    expect(text).toMatch(new RegExp(`^@(article|inproceedings|misc|phdthesis)\\{${name},\\n(  \\w+ = \\{.+\\},\\n)+  \\w+ = \\{.+\\}\\n\\}\\n$`));
    const depth = [...text].reduce((sum, sign) => sum + (sign === '{' ? 1 : sign === '}' ? -1 : 0), 0);
    expect(depth, name).toBe(0);
    if ('eprint' in work) expect(work.eprint).toMatch(/^\d{4}\.\d{4,5}$/);
    if ('doi' in work) expect(work.doi).toMatch(/^10\.\d{4,}\/\S+$/);
    if (name !== 'playground') expect('eprint' in work || 'doi' in work || 'url' in work || 'where' in work, name).toBe(true);
    if (!('eprint' in work) && name !== 'playground') expect('cited' in work || Object.values(FAMILIES).some(({ works }) => (works as readonly string[]).includes(name)), name).toBe(true);
  }
});

test('What is in no table is said to be', () => {
  expect(worksOf('Nobody 1999; Finn et al. 2017; Someone 2020, arXiv 9999.99999')).toEqual({ names: ['finn2017'], unknown: ['Nobody 1999', 'Someone 2020, arXiv 9999.99999'] });
});

test('The command repeats the run', () => {
  const iterations = 2;
  const [, line, , count] = /^npm run lab -- "([^"]+)" (--iterations) (\d+) --json$/.exec(commandOf({ run: 'learner=maml&tasks=sinusoid&outer_lr=0.001&outer_lr=0.002@1', iteration: iterations }))!;
  const answer = execFileSync(lab, [line!, '--iterations', count!, '--json'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  expect(JSON.parse(answer.trim().split('\n').at(-1)!)).toMatchObject({ iteration: 2, run: expect.stringContaining('outer_lr=0.002@1') });
  expect(commandOf({ run: 'learner=maml&init=0123456789abcdef', iteration: 0 })).toContain('--init FILE.parameters');
});
