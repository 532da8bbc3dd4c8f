import { type Drawing, type Frame, cross } from './frame.ts';
import { linear } from './scale.ts';
import { type Group, type Stage, type Strip, numberOf, stages } from './stages.ts';

export interface Arm {
  groups: Group[];
  /** Which variables are x and y of the elbow and of the tip, from the shoulder on (m). */
  elbow: [number, number];
  tip: [number, number];
  goal: [number, number] | null;
  /** So far from the shoulder anything may be (m). */
  reach: number;
  pace: number;
  labels: { time: string; distance: string };
}

/** Arms in their plane with the way of the tip, and its distance from the goal over time. */
export function arm({ groups, elbow, tip, goal, reach, pace, labels }: Arm): Drawing {
  const scalesOf = ({ left, top, width, height }: Stage) => {
    const half = Math.min(width, height) / 2 - 6;
    const [x, y] = [left + width / 2, top + height / 2];
    return { x: linear(-reach, reach, x - half, x + half), y: linear(-reach, reach, y + half, y - half) };
  };
  const distance = ([goalX, goalY]: [number, number]): Strip => ({
    label: labels.distance,
    low: 0,
    high: 2 * reach,
    value: (...episode) => Math.hypot(numberOf(...episode, tip[0]) - goalX, numberOf(...episode, tip[1]) - goalY),
  });
  return stages({
    groups,
    pace,
    labels,
    square: true,
    ...(goal ? { strip: distance(goal) } : {}),
    scenery(frame, stage, group) {
      const { context, theme } = frame;
      const { x, y } = scalesOf(stage);
      context.strokeStyle = theme.line;
      context.lineWidth = 1;
      context.beginPath();
      context.arc(x(0), y(0), x(reach) - x(0), 0, 2 * Math.PI);
      context.stroke();
      trail(frame, stage, group);
      if (goal) cross(frame, x(goal[0]), y(goal[1]), 7, theme.truth);
    },
    act({ context, theme }, stage, { group, first, now }) {
      const { x, y } = scalesOf(stage);
      const [shoulder, bend, hand] = [[x(0), y(0)], [x(now(elbow[0])), y(now(elbow[1]))], [x(now(tip[0])), y(now(tip[1]))]] as const;
      context.strokeStyle = group.colour;
      context.lineCap = context.lineJoin = 'round';
      for (const [[fromX, fromY], [toX, toY], thickness] of [[shoulder, bend, 8], [bend, hand, 6]] as const) {
        context.lineWidth = thickness;
        context.beginPath();
        context.moveTo(fromX, fromY);
        context.lineTo(toX, toY);
        context.stroke();
      }
      context.lineCap = 'butt';
      context.lineJoin = 'miter';
      context.fillStyle = first ? theme.ink : group.colour;
      for (const [cx, cy] of [shoulder, bend, hand]) {
        context.beginPath();
        context.arc(cx, cy, 3, 0, 2 * Math.PI);
        context.fill();
      }
    },
  });

  function trail({ context }: Frame, stage: Stage, group: Group): void {
    const { x, y } = scalesOf(stage);
    context.strokeStyle = group.colour;
    context.globalAlpha = 0.35;
    context.lineWidth = 1;
    for (let lane = 0; lane < group.lanes; lane++) {
      context.beginPath();
      for (let row = 0; row <= group.lengths[lane]!; row++) context.lineTo(x(numberOf(group, lane, row, tip[0])), y(numberOf(group, lane, row, tip[1])));
      context.stroke();
    }
    context.globalAlpha = 1;
  }
}
