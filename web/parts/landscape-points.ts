// What a landscape found, read from its trace: places on its plane.
import type { Landscape } from '../engine/protocol.ts';

/** A place on the plane, θ at 0, and how far from θ the point is of which it is the shadow. */
export interface Placed {
  across: number;
  up: number;
  distance: number;
}

export interface LandscapePoints {
  /** The mean loss after adaptation from θ; of a grid whose middle is elsewhere, the nearest. */
  here: number;
  /** Of each task, after each of its inner steps. */
  paths: Placed[][];
  /** Down the meta-gradient: exact, of first order, and the one less the other. */
  descents: Placed[];
  trail: Placed[];
  /** A task's inner loss, as the surface is. */
  heights(task: number): Float32Array;
}

const NUMBERS = 3;

function placed(data: ArrayLike<number> = []): Placed[] {
  return Array.from({ length: data.length / NUMBERS }, (_, i) => ({ across: data[NUMBERS * i]!, up: data[NUMBERS * i + 1]!, distance: data[NUMBERS * i + 2]! }));
}

export function landscapePoints({ trace }: Landscape): LandscapePoints {
  const { surface, task_surfaces: tasks, window, paths, descents, trail } = trace;
  const cells = surface?.shape[0] ?? 1;
  const [x = 0, y = 0, half = 1] = window?.data ?? [];
  const nearest = (middle: number) => Math.max(0, Math.min(cells - 1, Math.round(((-middle / half + 1) / 2) * (cells - 1))));
  const steps = paths?.shape[1] ?? 1;
  const all = placed(paths?.data);
  return {
    here: surface?.data[nearest(y) * cells + nearest(x)] ?? Number.NaN,
    paths: Array.from({ length: paths?.shape[0] ?? 0 }, (_, task) => all.slice(task * steps, (task + 1) * steps)),
    descents: placed(descents?.data),
    trail: placed(trail?.data),
    heights: (task) => tasks?.data.subarray(task * cells * cells, (task + 1) * cells * cells) ?? new Float32Array(0),
  };
}

/** Degrees between the exact meta-gradient and the first-order one, by the lengths of the three. */
export function descentAngle({ descents: [exact, first, between] }: Pick<LandscapePoints, 'descents'>): number {
  if (!exact || !first || !between) return Number.NaN;
  const cosine = (exact.distance ** 2 + first.distance ** 2 - between.distance ** 2) / (2 * exact.distance * first.distance);
  return (Math.acos(Math.max(-1, Math.min(1, cosine))) * 180) / Math.PI;
}
