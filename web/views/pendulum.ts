import type { Drawing } from './frame.ts';
import { type Group, numberOf, stages } from './stages.ts';

export interface Pendulum {
  groups: Group[];
  /** Which variable is the angle from upright (rad). */
  angle: number;
  /** Of the pendulum shown, and of the longest there can be (m). */
  length: number;
  longest: number;
  /** Steps a second. */
  pace: number;
  labels: { time: string; height: string };
}

/** Pendulums about their pivot, and how high their tips are over time, as a part of their length. */
export function pendulum({ groups, angle, length, longest, pace, labels }: Pendulum): Drawing {
  return stages({
    groups,
    pace,
    labels,
    square: true,
    strip: { label: labels.height, low: -1.1, high: 1.1, value: (course, lane, row) => Math.cos(numberOf(course, lane, row, angle)) },
    scenery({ context, theme }, { left, top, width, height }) {
      // Upright, where it is to be held.
      const [x, y] = [left + width / 2, top + height / 2];
      context.strokeStyle = theme.truth;
      context.lineWidth = 1.5;
      context.setLineDash([4, 4]);
      context.beginPath();
      context.moveTo(x, y);
      context.lineTo(x, top + 4);
      context.stroke();
      context.setLineDash([]);
    },
    act({ context, theme }, { left, top, width, height }, { group, first, now }) {
      const [x, y] = [left + width / 2, top + height / 2];
      const lean = now(angle);
      const reach = (Math.min(width, height) / 2 - 8) * Math.min(1, length / longest);
      const [tipX, tipY] = [x + Math.sin(lean) * reach, y - Math.cos(lean) * reach];
      context.strokeStyle = group.colour;
      context.lineWidth = 7;
      context.lineCap = 'round';
      context.beginPath();
      context.moveTo(x, y);
      context.lineTo(tipX, tipY);
      context.stroke();
      context.lineCap = 'butt';
      context.fillStyle = first ? theme.ink : group.colour;
      context.beginPath();
      context.arc(x, y, 4, 0, 2 * Math.PI);
      context.fill();
    },
  });
}
