import { type AxesOptions, drawAxes, layoutAxes, tracePath } from './axes.ts';
import { type Drawing, dot } from './frame.ts';
import { extent } from './scale.ts';

export interface Line {
  values: ArrayLike<number>;
  colour: string;
  width: number;
  dash?: number[];
  alpha?: number;
}

export interface Curve {
  inputs: Float32Array;
  lines: Line[];
  points?: { inputs: Float32Array; targets: Float32Array; colour: string };
  /** Numbers that must stay visible, so that the picture does not jump from task to task. */
  frame?: [number, number];
}

/** Functions of one input over a grid of points. */
export function curve(data: Curve): Drawing {
  return {
    base(frame) {
      const { context, theme } = frame;
      const order = Array.from(data.inputs.keys()).sort((a, b) => data.inputs[a]! - data.inputs[b]!);
      const options: AxesOptions = {
        x: extent([data.inputs], 0),
        y: extent([...data.lines.map((line) => line.values), data.points?.targets ?? [], data.frame ?? []]),
        xLabel: 'x',
        yLabel: 'y',
      };
      const axes = layoutAxes(frame, options);
      drawAxes(frame, axes, options);
      for (const line of data.lines) {
        context.beginPath();
        tracePath(context, order.length, (i) => axes.x(data.inputs[order[i]!]!), (i) => axes.y(line.values[order[i]!]!));
        context.strokeStyle = line.colour;
        context.lineWidth = line.width;
        context.lineJoin = 'round';
        context.globalAlpha = line.alpha ?? 1;
        context.setLineDash(line.dash ?? []);
        context.stroke();
      }
      context.globalAlpha = 1;
      context.setLineDash([]);
      const { points } = data;
      if (!points) return;
      for (let i = 0; i < points.inputs.length; i++) {
        dot(frame, axes.x(points.inputs[i]!), axes.y(points.targets[i]!), 4.5, points.colour, theme.paper);
      }
    },
  };
}
