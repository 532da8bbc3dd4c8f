import { type Frame, drawLabel } from './frame.ts';
import { extent, linear, ticks } from './scale.ts';
import type { Row } from './trial.ts';

export interface Rewards {
  label: string;
  /** What each step brought. */
  rewards: ArrayLike<number>;
  colour: string;
}

/** A bar for each step. */
export function rewards(data: Rewards): Row {
  return {
    label: data.label,
    weight: 1,
    draw(frame, area) {
      const { context } = frame;
      const [low, high] = extent([data.rewards, [0]], 0.04);
      const y = linear(low, high, area.bottom, area.top);
      sideTicks(frame, y, low, high, area);
      context.fillStyle = data.colour;
      const width = Math.max(1, (area.x(1) - area.x(0)) * 0.8);
      for (let t = 0; t < data.rewards.length; t++) {
        const value = data.rewards[t]!;
        if (!Number.isFinite(value) || value === 0) continue;
        const top = Math.min(y(value), y(0));
        context.fillRect(area.x(t + 0.5) - width / 2, top, width, Math.max(1, Math.abs(y(value) - y(0))));
      }
      context.fillStyle = frame.theme.muted;
      context.fillRect(area.left, Math.round(y(0)), area.right - area.left, 1);
    },
  };
}

export function sideTicks(frame: Frame, y: (value: number) => number, low: number, high: number, area: { left: number; right: number; top: number; bottom: number }): void {
  for (const value of ticks(low, high, Math.max(1, (area.bottom - area.top) / 34))) {
    drawLabel(frame, { text: frame.format(value), x: area.left - 5, y: y(value), align: 'right', baseline: 'middle', size: 11 });
    frame.context.fillStyle = frame.theme.line;
    frame.context.fillRect(area.left, Math.round(y(value)), area.right - area.left, 1);
  }
}
