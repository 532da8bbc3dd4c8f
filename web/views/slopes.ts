// Slopes along several directions: those that were measured across, those that were computed upwards; what is computed
// right lies on the diagonal. Slopes of very different sizes are told apart because lengths are their square roots.
import { type Axes, layoutAxes } from './axes.ts';
import { type Drawing, type Frame, dot, drawLabel } from './frame.ts';
import { ticks } from './scale.ts';

export interface Slopes {
  /** One for each direction; NaN where nothing was measured. */
  measured: readonly number[];
  exact: readonly number[];
  first: readonly number[];
  xLabel: string;
  yLabel: string;
}

const bent = (value: number): number => Math.sign(value) * Math.sqrt(Math.abs(value));
const straight = (value: number): number => value * Math.abs(value);
/** Marks of an axis may not be nearer to each other than this (pixels). */
const APART = 44;

export function slopes(data: Slopes): Drawing {
  return {
    base(frame) {
      const { context, theme } = frame;
      const all = [...data.measured, ...data.exact, ...data.first].filter(Number.isFinite).map(bent);
      const most = Math.max(1e-12, ...all) * 1.08;
      const least = Math.min(0, ...all) * 1.08 - most * 0.04;
      const range: [number, number] = [least, most];
      const axes = layoutAxes(frame, { x: range, y: range, xLabel: data.xLabel, yLabel: data.yLabel });
      marks(frame, axes, range, data);
      context.strokeStyle = theme.line;
      context.lineWidth = 1.5;
      context.beginPath();
      context.moveTo(axes.x(least), axes.y(least));
      context.lineTo(axes.x(most), axes.y(most));
      context.stroke();
      data.measured.forEach((value, i) => {
        if (!Number.isFinite(value)) return;
        const x = axes.x(bent(value));
        const [exact, first] = [axes.y(bent(data.exact[i]!)), axes.y(bent(data.first[i]!))];
        context.strokeStyle = theme.muted;
        context.lineWidth = 1;
        context.beginPath();
        context.moveTo(x, exact);
        context.lineTo(x, first);
        context.stroke();
        dot(frame, x, first, 4, theme.paper, theme.muted);
        dot(frame, x, exact, 4, theme.ink);
      });
    },
  };
}

function marks(frame: Frame, { x, y, left, right, top, bottom }: Axes, [least, most]: [number, number], { xLabel, yLabel }: Slopes): void {
  const { context, theme } = frame;
  const values = [0, ...ticks(0, straight(most), 3), ...ticks(straight(least), 0, 2)];
  const seen: number[] = [];
  context.strokeStyle = theme.line;
  context.lineWidth = 1;
  for (const value of values) {
    const [across, up] = [x(bent(value)), y(bent(value))];
    if (across < left - 1 || across > right + 1 || seen.some((one) => Math.abs(one - across) < APART)) continue;
    seen.push(across);
    drawLabel(frame, { text: frame.format(value), x: across, y: bottom + 8, align: 'center', baseline: 'top' });
    context.beginPath();
    context.moveTo(left, Math.round(up) + 0.5);
    context.lineTo(right, Math.round(up) + 0.5);
    context.stroke();
    if (up > top - 1) drawLabel(frame, { text: frame.format(value), x: left - 7, y: up, align: 'right', baseline: 'middle' });
  }
  drawLabel(frame, { text: yLabel, x: 6, y: 6, baseline: 'top', room: frame.width - 12 });
  drawLabel(frame, { text: xLabel, x: right, y: frame.height - 4, align: 'right', baseline: 'bottom', room: frame.width - 8 });
}
