import { tracePath } from './axes.ts';
import { fade } from './colour.ts';
import { sideTicks } from './rewards.ts';
import { linear } from './scale.ts';
import type { Row } from './trial.ts';

export interface Chance {
  label: string;
  /** How likely something is held to be at the start and after each step. */
  values: ArrayLike<number>;
  /** Whether it is so, 0 or 1, at each step. */
  truth: ArrayLike<number>;
  colours: { belief: string; truth: string };
}

/** A chance between 0 and 1 over the steps, before what is true. */
export function chance(data: Chance): Row {
  return {
    label: data.label,
    weight: 0.9,
    draw(frame, area) {
      const { context } = frame;
      const y = linear(0, 1, area.bottom, area.top);
      context.fillStyle = fade(data.colours.truth, 0.22);
      const height = (area.bottom - area.top) / 2;
      for (let t = 0, end = 1; t < data.truth.length; t = end++) {
        // Neighbours that are the same are one area: no seams.
        while (end < data.truth.length && data.truth[end] === data.truth[t]) end += 1;
        context.fillRect(area.x(t), data.truth[t]! > 0.5 ? area.top : area.top + height, area.x(end) - area.x(t), height);
      }
      sideTicks(frame, y, 0, 1, area);
      context.beginPath();
      tracePath(context, data.values.length, (t) => area.x(t), (t) => y(data.values[t]!));
      context.strokeStyle = data.colours.belief;
      context.lineWidth = 1.8;
      context.lineJoin = 'round';
      context.stroke();
    },
  };
}
