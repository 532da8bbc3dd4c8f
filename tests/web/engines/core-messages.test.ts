// Every language but English has its own words for all that the core can say: each text of the description, by the ids
// that the core gives it, and each refusal.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Description } from '../../../wasm/engine.d.ts';
import type { Arguments } from '../../../web/messages/core-messages.ts';
import { LANGUAGES, loadWords } from '../../../web/messages/index.ts';

const lab = fileURLToPath(new URL('../../../build/native/lab', import.meta.url));
const said = JSON.parse(execFileSync(lab, ['--describe'], { encoding: 'utf8' })) as Description;
const names = (list: ReadonlyArray<{ name: string }>) => list.map(({ name }) => name).sort();

describe.each(LANGUAGES.filter((language) => language !== 'en'))('the core in %s', async (language) => {
  const words = await loadWords(language);
  const { core, knobs } = words.text;

  test('has every knob with its group and unit, and no other', () => {
    expect(Object.keys(core!.knobs).sort()).toEqual(names(said.knobs));
    expect(Object.keys(knobs.groups).sort()).toEqual([...new Set(said.knobs.map(({ group }) => group))].sort());
    const units = [...said.knobs, ...said.families.flatMap(({ parameters }) => parameters)].map(({ unit }) => unit).filter(Boolean);
    expect(Object.keys(core!.units).sort()).toEqual([...new Set(units)].sort());
  });

  test('has every family with its parameters and presets', () => {
    expect(Object.keys(core!.families).sort()).toEqual(names(said.families));
    for (const family of said.families) {
      const table = core!.families[family.name]!;
      expect(Object.keys(table.presets).sort(), family.name).toEqual(names(family.presets));
      expect(Boolean(table.oracle), family.name).toBe(Boolean(family.oracle));
      for (const { name } of family.parameters) expect(table.parameter(name)?.help, `${family.name} ${name}`).toBeTruthy();
      expect(table.parameter('no such parameter')).toBeNull();
    }
  });

  test('has every learner and every rule, and the rules that differ on a family', () => {
    expect(Object.keys(core!.learners).sort()).toEqual(names(said.learners));
    for (const family of said.families) {
      const differing = said.learners.filter(({ on }) => on[family.name]).map(({ name }) => name);
      expect(Object.keys(core!.families[family.name]!.learners ?? {}).sort(), family.name).toEqual(differing.sort());
    }
  });

  test('says every refusal, with each of its arguments', () => {
    expect(Object.keys(core!.refusals).sort()).toEqual(said.refusals.map(({ code }) => code).sort());
    for (const { code, arguments: list } of said.refusals) {
      const args: Arguments = Object.fromEntries(list.map((name) => [name, `«${name}»`]));
      const sentence = core!.refusals[code]!(args, words.format);
      expect(sentence, code).not.toMatch(/undefined|\{/);
      for (const name of list) expect(sentence, `${code} ${name}`).toContain(`«${name}»`);
    }
  });
});
