// The recorded traces, from which faces are tested, are still what the engine gives.
import { expect, test } from 'vitest';
import type { Trace } from '../../../web/engine/protocol.ts';
import { loadEngine } from '../../../wasm/load-node.mjs';
import { type Recorded, recorded } from '../fake/recorded.ts';
import { LINES, recordOf } from '../record-traces.mjs';

const engine = await loadEngine();
const shapesOf = (trace: Trace) => Object.fromEntries(Object.entries(trace).map(([name, array]) => [name, array.shape]));
/** What faces ask of a run beside its traces. Titles and helps may change without anything else having to. */
const askedOf = ({ resolved, family, learner }: Pick<Recorded, 'resolved' | 'family' | 'learner'>) => ({
  scene: resolved.scene, adaptation: resolved.adaptation, parameters: resolved.parameters.map(({ id, low, high }) => [id, low, high]),
  drawing: family.drawing, variables: family.variables, value: family.value, adapts: learner.adapts,
});

test('Every line has been recorded', () => {
  expect(recorded.map(({ name }) => name).sort()).toEqual(Object.keys(LINES).sort());
});

test.each(recorded.map((record) => [record.name, record] as const))('%s gives what was recorded (else: node tests/web/record-traces.mjs)', (name, record) => {
  const live = recordOf(engine, name) as unknown as Recorded;
  for (const which of ['sampled', 'complete', 'probe'] as const) expect(shapesOf(live.traces[which]), which).toEqual(shapesOf(record.traces[which]));
  expect(live.inspection && shapesOf(live.inspection)).toEqual(record.inspection && shapesOf(record.inspection));
  expect(live.landscape && shapesOf(live.landscape)).toEqual(record.landscape && shapesOf(record.landscape));
  expect(askedOf(live)).toEqual(askedOf(record));
});
