import { beforeAll, describe, expect, test } from 'vitest';
import { bands } from '../../../web/views/bands.ts';
import { emptyView } from '../../../web/views/frame.ts';
import { level } from '../../../web/views/level.ts';
import { rewards } from '../../../web/views/rewards.ts';
import { taskSpace } from '../../../web/views/task-space.ts';
import { trial } from '../../../web/views/trial.ts';
import { draw, stubCanvas } from '../fake/canvas.ts';
import { HOSTILE } from '../fake/hostile.ts';
import { doubled } from '../fake/words.ts';

beforeAll(stubCanvas);

const values = [0.2, 0.5, 0.4, 0.9];
const line = (label: string) => ({ label, colour: '#123456', x: [1, 2, 3, 4], middle: values, lower: values, upper: values, marks: true });
const tasks = Float32Array.of(0.1, 0.2, -0.3, 0.4);

/** The views that parts use by themselves, with one text everywhere. */
const drawings = (text: string) => ({
  empty: emptyView(text),
  bands: bands({ series: [line(text), line(`${text}.`)], xLabel: text, yLabel: text }),
  space: taskSpace({ tasks, trail: [tasks], width: 2, axes: [0, 1], labels: [text, text], ranges: [[-1, 1], [-1, 1]], chosen: 0, probe: [0, 0] }),
  line: taskSpace({ tasks, trail: [], width: 1, axes: [0, 0], labels: [text, text], ranges: [[-1, 1], [-1, 1]], chosen: null, probe: null }),
  trial: trial({ horizon: 2, steps: 4, rows: [rewards({ label: text, rewards: values, colour: '#123456' }), level({ label: text, values, colour: '#123456' })], shown: [0, 4], cursor: true, xLabel: text }),
});

describe.each([['twice the usual', doubled('What comes of many iterations of the outer loop')] as const, ...HOSTILE])('%s', (_, text) => {
  for (const size of [{ width: 180, height: 120 }, { width: 250, height: 250 }, { width: 800, height: 300 }]) {
    test(`stays within a picture of ${size.width} by ${size.height}`, () => {
      for (const [name, drawing] of Object.entries(drawings(text))) {
        const { written, lost } = draw(drawing, size, String);
        expect(lost, name).toBe(0);
        for (const { text: said, left, right, y } of written) {
          expect(left, `${name}: ${said}`).toBeGreaterThanOrEqual(-1);
          expect(right, `${name}: ${said}`).toBeLessThanOrEqual(size.width + 1);
          expect(y, `${name}: ${said}`).toBeGreaterThanOrEqual(0);
          expect(y, `${name}: ${said}`).toBeLessThanOrEqual(size.height);
        }
      }
    });
  }
});
