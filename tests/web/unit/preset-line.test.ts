import { expect, test } from 'vitest';
import type { Description, Refusal, Resolved } from '../../../web/engine/protocol.ts';
import { backToPreset, presetLines, presetValues } from '../../../web/run/preset-line.ts';
import { recorded } from '../fake/recorded.ts';

const { resolved } = recorded.find(({ name }) => name === 'curve-maml')!;
const knobs = [
  { name: 'learner', type: 'choice' },
  { name: 'preset', type: 'choice' },
  { name: 'outer', type: 'choice' },
  { name: 'clip', type: 'choice' },
  { name: 'inner_lr', type: 'real' },
] as Description['knobs'];

test('The preset is asked for as it is, and with the choices that the run has made', () => {
  expect(presetLines(resolved, { knobs })).toEqual(['learner=maml&tasks=sinusoid&preset=maml', 'learner=maml&tasks=sinusoid&preset=maml&outer=adam']);
});

test('A value is that of the preset as it is; where it does not have the knob, that beside the run’s own choices', () => {
  const ok = (values: Record<string, string>) => ({ status: 'ok', values }) as Resolved;
  const refused = { status: 'refused' } as Refusal;
  expect(presetValues([ok({ outer: 'trpo', hidden: '8' }), ok({ outer: 'adam', hidden: '8', outer_lr: '0.001' })])).toEqual({ outer: 'trpo', hidden: '8', outer_lr: '0.001' });
  expect(presetValues([ok({ hidden: '8' }), refused])).toEqual({ hidden: '8' });
  expect(presetValues([null, null])).toEqual({});
});

test('Back to the preset what was set by hand is left out, but for what is to stay', () => {
  const short = 'learner=maml&tasks=sinusoid&seed=7&inner_lr=0.1@3&hidden=4&outer_lr=0.01';
  expect(backToPreset({ short }, (key) => key === 'seed')).toBe('learner=maml&tasks=sinusoid&seed=7');
  expect(backToPreset({ short }, (key) => key === 'inner_lr')).toBe('learner=maml&tasks=sinusoid&inner_lr=0.1');
});
