import { fade } from './colour.ts';
import type { Drawing } from './frame.ts';
import { linear } from './scale.ts';
import { type Group, type Stage, numberOf, stages } from './stages.ts';

export interface Track {
  groups: Group[];
  /** Which variables are place (m), heading (rad), speed (m/s) and the sensors' readings (m). */
  place: [x: number, y: number];
  heading: number;
  speed: number;
  readings: number[];
  /** Directions of the sensors from the heading (rad). */
  sensors: number[];
  /** Inner and outer edge as closed lines, x and y in turn; null where the task is not known. */
  edges: [ArrayLike<number>, ArrayLike<number>] | null;
  /** So far from the origin any track reaches (m). */
  extent: number;
  fastest: number;
  pace: number;
  labels: { time: string; speed: string };
}

/** Length of a car, larger than life on a small picture (m). */
const CAR = 0.9;

/** Cars on their track, their sensors' rays and the ways driven, and their speed over time. */
export function track({ groups, place, heading, speed, readings, sensors, edges, extent, fastest, pace, labels }: Track): Drawing {
  const scalesOf = ({ left, top, width, height }: Stage) => {
    const half = Math.min(width, height) / 2 - 2;
    const [x, y] = [left + width / 2, top + height / 2];
    return { x: linear(-extent, extent, x - half, x + half), y: linear(-extent, extent, y + half, y - half) };
  };
  return stages({
    groups,
    pace,
    labels,
    square: true,
    strip: { label: labels.speed, low: 0, high: fastest, value: (course, lane, row) => numberOf(course, lane, row, speed) },
    scenery({ context, theme }, stage, group) {
      const { x, y } = scalesOf(stage);
      if (edges) {
        context.beginPath();
        for (const edge of edges) {
          for (let i = 0; i < edge.length; i += 2) context[i ? 'lineTo' : 'moveTo'](x(edge[i]!), y(edge[i + 1]!));
          context.closePath();
        }
        context.fillStyle = theme.tint;
        context.fill('evenodd');
        context.strokeStyle = theme.truth;
        context.lineWidth = 1.5;
        context.stroke();
      }
      for (let lane = group.lanes - 1; lane >= 0; lane--) {
        context.beginPath();
        for (let row = 0; row <= group.lengths[lane]!; row++) context.lineTo(x(numberOf(group, lane, row, place[0])), y(numberOf(group, lane, row, place[1])));
        context.strokeStyle = fade(group.colour, lane === 0 ? 0.7 : 0.25);
        context.lineWidth = 1;
        context.stroke();
      }
    },
    act({ context, theme }, stage, { group, first, now }) {
      const { x, y } = scalesOf(stage);
      const [metresX, metresY, angle] = [now(place[0]), now(place[1]), now(heading)];
      if (first) {
        context.strokeStyle = fade(theme.ink, 0.45);
        context.lineWidth = 1;
        context.beginPath();
        sensors.forEach((direction, i) => {
          const [seen, ray] = [now(readings[i]!), angle + direction];
          context.moveTo(x(metresX), y(metresY));
          context.lineTo(x(metresX + seen * Math.cos(ray)), y(metresY + seen * Math.sin(ray)));
        });
        context.stroke();
      }
      const length = Math.max(x(CAR) - x(0), 12);
      const [forwardX, forwardY] = [Math.cos(angle), -Math.sin(angle)];
      /** A stripe across the car, between two parts of its length from the middle on. */
      const stripe = (from: number, to: number, width: number, colour: string) => {
        context.strokeStyle = colour;
        context.lineWidth = width;
        context.beginPath();
        context.moveTo(x(metresX) + from * length * forwardX, y(metresY) + from * length * forwardY);
        context.lineTo(x(metresX) + to * length * forwardX, y(metresY) + to * length * forwardY);
        context.stroke();
      };
      stripe(-0.5, 0.5, length / 2, group.colour);
      if (first) stripe(0.1, 0.26, length / 3, theme.paper);
    },
  });
}
