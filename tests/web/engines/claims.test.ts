// Every sentence of the course that a number settles: its run is computed by the native program for the first of its seeds, and compared.
// For the others, where it takes long, and for exercises: page/long/claims.test.ts.
import { expect, test } from 'vitest';
import { loadEngine } from '../../../wasm/load-node.mjs';
import { attributeFaults } from '../../../web/embed/check-attributes.ts';
import { wordsFor } from '../../../web/messages/index.ts';
import { chapters, expectClaims } from '../course/claims.ts';

expectClaims('the first seed', ({ slow, seeds }) => (slow ? [] : seeds.slice(0, 1)));

test('The core takes the run line and the knobs of every element of the course', async () => {
  const engine = await loadEngine();
  const core = { description: JSON.parse(engine.describe()), resolve: (line: string) => JSON.parse(engine.resolve(line)) };
  const faultsOf = (attributes: Record<string, string>) => attributeFaults((name) => attributes[name] ?? null, core, wordsFor('en'));
  expect(faultsOf({ run: 'learner=maml&tasks=sinusoids' })).not.toEqual([]);
  expect(faultsOf({ run: 'learner=maml&tasks=sinusoid', knobs: 'inner_rl' })).not.toEqual([]);
  const elements = chapters.flatMap(({ name, elements }) => elements.map((element) => ({ ...element, name })));
  expect(elements.length).toBeGreaterThan(5);
  expect(elements.flatMap(({ name, id, attributes }) => faultsOf(attributes).map((fault) => `${name}, ${id}: ${fault}`))).toEqual([]);
});
