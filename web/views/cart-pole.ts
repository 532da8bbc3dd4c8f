import type { Drawing } from './frame.ts';
import { linear } from './scale.ts';
import { type Group, numberOf, stages, type Turn } from './stages.ts';

export interface CartPole {
  groups: Group[];
  /** Which variables are the cart's position and the pole's angle. */
  position: number;
  angle: number;
  /** Whole length of the pole in metres. */
  pole: number;
  /** Beyond these an episode is over. */
  limits: { position: number; angle: number };
  /** Steps a second: the simulation's own. */
  pace: number;
  /** Where pushes begin to go the other way. */
  turn?: Turn | undefined;
  labels: { time: string; angle: string };
}

/** Above the pole, where a group's title is. */
const ROOM = 22;

/** Carts on their track, and the angle of the pole over time. */
export function cartPole({ groups, position, angle, pole, limits, pace, turn, labels }: CartPole): Drawing {
  return stages({
    groups,
    pace,
    labels,
    strip: { label: labels.angle, low: -limits.angle, high: limits.angle, value: (course, lane, row) => numberOf(course, lane, row, angle), turn },
    scenery({ context, theme }, { left, top, width, height }) {
      const ground = Math.round(top + height - 8) + 0.5;
      context.strokeStyle = theme.muted;
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(left + 4, ground);
      context.lineTo(left + width - 4, ground);
      context.stroke();
    },
    act({ context, theme }, { left, top, width, height }, { group, first, now }) {
      const metres = linear(-limits.position * 1.15, limits.position * 1.15, left + 4, left + width - 4);
      const x = metres(now(position));
      const lean = now(angle);
      const ground = top + height - 8;
      const length = Math.min(pole * (metres(1) - metres(0)), height - ROOM);
      context.fillStyle = group.colour;
      context.beginPath();
      context.roundRect(x - 17, ground - 17, 34, 13, 3);
      context.fill();
      for (const side of [-9, 9]) {
        context.beginPath();
        context.arc(x + side, ground - 4, 4, 0, 2 * Math.PI);
        context.fill();
      }
      context.strokeStyle = first ? theme.ink : group.colour;
      context.lineWidth = 4;
      context.lineCap = 'round';
      context.beginPath();
      context.moveTo(x, ground - 17);
      context.lineTo(x + Math.sin(lean) * length, ground - 17 - Math.cos(lean) * length);
      context.stroke();
      context.lineCap = 'butt';
    },
  });
}
