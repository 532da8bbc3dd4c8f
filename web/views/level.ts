import { tracePath } from './axes.ts';
import { sideTicks } from './rewards.ts';
import { extent, linear } from './scale.ts';
import type { Row } from './trial.ts';

/** One number for each step, as a line. */
export function level(data: { label: string; values: ArrayLike<number>; colour: string }): Row {
  return {
    label: data.label,
    weight: 0.7,
    draw(frame, area) {
      const { context } = frame;
      const [low, high] = extent([data.values]);
      const y = linear(low, high, area.bottom, area.top);
      sideTicks(frame, y, low, high, area);
      context.beginPath();
      tracePath(context, data.values.length, (t) => area.x(t + 0.5), (t) => y(data.values[t]!));
      context.strokeStyle = data.colour;
      context.lineWidth = 1.5;
      context.lineJoin = 'round';
      context.stroke();
    },
  };
}
