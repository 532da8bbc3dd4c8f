import { expect, test } from 'vitest';
import { dwellOf } from '../../../web/engine/dwell.ts';
import type { LoopModel } from '../../../web/parts/loop-model.ts';
import { RateMeter, expectedRate } from '../../../web/parts/rate.ts';

const gradient: LoopModel = { kind: 'gradient', inner: ['collect', 'adapt', 'evaluate'], learns: true, tasks: 20 };
const rule: LoopModel = { kind: 'rule', inner: ['collect', 'evaluate'], learns: false, tasks: 20 };
const at = (steps: number, iterationTime: number) => ({ status: { steps }, iterationTime });

test('Each phase stays for its time: one step of adaptation has five phases, two have seven', () => {
  const phase = dwellOf('slow', { phase: 'adapt', steps: 1 });
  expect(expectedRate('slow', gradient, at(1, Number.NaN))).toBeCloseTo(1000 / (5 * phase));
  expect(expectedRate('slow', gradient, at(2, Number.NaN))).toBeCloseTo(1000 / (7 * phase));
  expect(expectedRate('medium', gradient, at(1, 100))).toBeCloseTo(1000 / (5 * dwellOf('medium', { phase: 'adapt', steps: 1 }) + 100));
});

test('A trial of many episodes shares the time of its collecting, and a rule has no update', () => {
  const phase = dwellOf('slow', { phase: 'sample', steps: 99 });
  expect(expectedRate('slow', rule, at(99, 0))).toBeCloseTo(1000 / (7 * phase));
});

test('At full speed only computing counts, and nothing is said as long as its time is not known', () => {
  expect(expectedRate('full', gradient, at(1, 4))).toBeCloseTo(250);
  expect(expectedRate('full', gradient, at(1, Number.NaN))).toBeNull();
});

test('What goes on is measured over the last seconds, and anew where its pace is another one', () => {
  const meter = new RateMeter();
  for (let time = 0; time <= 6000; time += 100) meter.add(time, time < 3000 ? 0 : (time - 3000) / 10, true);
  expect(meter.rate).toBeCloseTo(100);
  meter.add(6100, 310, false);
  expect(meter.rate).toBeNull();
  meter.add(6200, 320, true);
  meter.add(6300, 330, true);
  expect(meter.rate, 'too short a time').toBeNull();
  meter.add(7200, 420, true);
  expect(meter.rate).toBeCloseTo(100);
  meter.add(7300, 0, true);
  expect(meter.rate, 'begun again').toBeNull();
});
