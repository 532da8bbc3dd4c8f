import { type Drawing, drawLabel, textWidth } from './frame.ts';
import { ticks } from './scale.ts';
import { type Group, numberAt, numberOf, stages, type Turn } from './stages.ts';

export interface Body {
  groups: Group[];
  /** Which variables are x and z of both ends of each rod, the trunk first. */
  rods: Array<[x1: number, z1: number, x2: number, z2: number]>;
  /** Of the rods (m). */
  radius: number;
  /** Which variables are the ground's force on each foot (N), and x of the end that touches there. */
  contacts: Array<{ force: number; x: number }>;
  /** Slope of the ground (rad), upwards to the right where positive. */
  slope: number;
  pace: number;
  /** Where a motor breaks down. */
  turn?: Turn | undefined;
  labels: { time: string; place: string; metres(count: string): string };
}

/** At least so many metres are seen, along the ground and above it. */
const [WIDE, HIGH] = [2.2, 1.15];
/** For the ground's scale (px). */
const GROUND = 22;

/** A body of rods that runs, followed by the eye, and its place along the ground over time. */
export function body({ groups, rods, radius, contacts, slope, pace, turn, labels }: Body): Drawing {
  const [x1, , x2] = rods[0]!;
  const place = (group: Group, lane: number, row: number) => (numberOf(group, lane, row, x1) + numberOf(group, lane, row, x2)) / 2;
  let [low, high] = [-1, 1];
  for (const group of groups) {
    for (let lane = 0; lane < group.lanes; lane++) {
      for (let row = 0; row <= group.lengths[lane]!; row++) {
        const x = place(group, lane, row);
        low = Math.min(low, x);
        high = Math.max(high, x);
      }
    }
  }
  return stages({
    groups,
    pace,
    labels,
    strip: { label: labels.place, low, high, value: (course, lane, row) => place(course as Group, lane, row), turn },
    ghosts: 2,
    scenery: () => undefined,
    act(frame, { left, top, width, height }, { group, at, first, now }) {
      const { context, theme } = frame;
      // All are seen from beside the first.
      const middle = (numberAt(group, 0, at, x1) + numberAt(group, 0, at, x2)) / 2;
      const scale = Math.min(width / WIDE, (height - GROUND) / HIGH);
      const [centre, ground] = [left + width / 2, top + height - GROUND];
      const [cosine, sine] = [Math.cos(slope), Math.sin(slope)];
      /** A place along the slope, and above it, on the picture. */
      const spot = (x: number, z: number): [number, number] => [
        centre + scale * ((x - middle) * cosine - z * sine),
        ground - scale * ((x - middle) * sine + z * cosine),
      ];
      const line = ([fromX, fromY]: [number, number], [toX, toY]: [number, number]) => {
        context.beginPath();
        context.moveTo(fromX, fromY);
        context.lineTo(toX, toY);
        context.stroke();
      };
      if (first) {
        context.strokeStyle = theme.muted;
        context.lineWidth = 1;
        const far = width / scale;
        line(spot(middle - far, 0), spot(middle + far, 0));
        for (const metre of ticks(middle - far / 2, middle + far / 2, 4)) {
          const [x, y] = spot(metre, 0);
          line([x, y], [x, y + 5]);
          const text = labels.metres(frame.format(metre));
          const room = 2 * Math.min(x - left, left + width - x);
          if (textWidth(frame, text) < room) drawLabel(frame, { text, x, y: y + 7, align: 'center', baseline: 'top', size: 11, room });
        }
      }
      context.lineCap = 'round';
      context.lineWidth = 2 * radius * scale;
      rods.forEach(([fromX, fromZ, toX, toZ], i) => {
        // Torso and head in the colour of text.
        context.strokeStyle = first && i < 2 ? theme.ink : group.colour;
        line(spot(now(fromX), now(fromZ)), spot(now(toX), now(toZ)));
      });
      if (first) {
        context.strokeStyle = theme.truth;
        context.lineWidth = 5;
        for (const { force, x: footX } of contacts) {
          const x = now(footX);
          if (now(force) > 1) line(spot(x - 1.5 * radius, 0), spot(x + 1.5 * radius, 0));
        }
      }
      context.lineCap = 'butt';
    },
  });
}
