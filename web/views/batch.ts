import { fade } from './colour.ts';
import { type Drawing, dot, drawLabel } from './frame.ts';
import { extent, linear, ticks } from './scale.ts';

export interface Batch {
  /** What each task was worth before adaptation, and after it where that is known already. */
  pre: ArrayLike<number>;
  post: ArrayLike<number> | null;
  chosen: number | null;
  higherIsBetter: boolean;
}

/** Every task of the batch as a line from its value before adaptation to that after it, the best at the top. */
export function batch(data: Batch): Drawing {
  return {
    base(frame) {
      const { context, theme, width, height } = frame;
      const count = data.pre.length;
      const [low, high] = extent([data.pre, data.post ?? []]);
      const x = linear(low, high, 10, width - 10);
      const bottom = height - 22;
      for (const value of ticks(low, high, width / 80)) {
        context.fillStyle = theme.line;
        context.fillRect(Math.round(x(value)), 4, 1, bottom - 4);
        drawLabel(frame, { text: frame.format(value), x: x(value), y: bottom + 6, align: 'center', baseline: 'top' });
      }
      const key = (i: number) => data.post?.[i] ?? data.pre[i]!;
      const sign = data.higherIsBetter ? 1 : -1;
      const order = Array.from({ length: count }, (_, i) => i).sort((a, b) => sign * (key(b) - key(a)));
      const room = (bottom - 8) / count;
      const radius = Math.max(1.5, Math.min(4, room / 2.2));
      order.forEach((task, row) => {
        const y = 6 + (row + 0.5) * room;
        const from = x(data.pre[task]!);
        const to = data.post ? x(data.post[task]!) : from;
        const chosen = task === data.chosen;
        context.fillStyle = theme.tint;
        if (chosen) context.fillRect(0, y - radius - 3, width, 2 * radius + 6);
        context.beginPath();
        context.moveTo(from, y);
        context.lineTo(to, y);
        context.lineWidth = chosen ? 2.5 : 1.5;
        context.strokeStyle = chosen ? theme.ink : fade(theme.muted, 0.5);
        context.stroke();
        dot(frame, from, y, radius, theme.pre);
        if (data.post) dot(frame, to, y, radius, theme.post);
      });
    },
  };
}
