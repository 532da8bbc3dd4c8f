import { expect, test } from 'vitest';
import type { TaskParameter } from '../../../web/engine/protocol.ts';
import { firstAxes, varying } from '../../../web/parts/space.ts';

const parameters = (...widths: number[]) => widths.map((width, i) => ({ name: `p${i}`, unit: '', low: 1, high: 1 + width, help: '' }) as TaskParameter);

test('The space of tasks begins with the first two parameters that vary', () => {
  expect(firstAxes(parameters(1, 1, 1))).toEqual([0, 1]);
  expect(firstAxes(parameters(0, 1, 0, 2))).toEqual([1, 3]);
  expect(varying(parameters(0, 1, 0, 2))).toEqual([1, 3]);
});

test('Where one or none varies, a parameter that does not is the other axis', () => {
  expect(firstAxes(parameters(1, 0))).toEqual([0, 1]);
  expect(firstAxes(parameters(0, 1, 0))).toEqual([1, 0]);
  expect(firstAxes(parameters(0, 0, 0))).toEqual([0, 1]);
  expect(varying(parameters(0, 0))).toEqual([0, 1]);
  expect(firstAxes(parameters(1))).toEqual([0, 0]);
});
