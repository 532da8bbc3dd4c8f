// Every way of drawing, by the name that the core gives it (`Family.drawing`): one line for each. A page fetches those alone that its runs
// are drawn in.
import type { Scenes } from '../engine/protocol.ts';
import type { Face } from './face.ts';
import { plain } from './plain.ts';

const files: Readonly<Record<keyof Scenes, () => Promise<Face>>> = {
  arm: async () => (await import('./arm.ts')).arm,
  bandit: async () => (await import('./bandit/bandit.ts')).bandit,
  body: async () => (await import('./body.ts')).body,
  'cart-pole': async () => (await import('./cart-pole.ts')).cartPole,
  classes: async () => (await import('./classes/classes.ts')).classes,
  curve: async () => (await import('./curve.ts')).curve,
  field: async () => (await import('./field/field.ts')).field,
  grid: async () => (await import('./grid.ts')).grid,
  mdp: async () => (await import('./mdp.ts')).mdp,
  pendulum: async () => (await import('./pendulum.ts')).pendulum,
  pixels: async () => (await import('./screen.ts')).screen,
  plane: async () => (await import('./plane.ts')).plane,
  track: async () => (await import('./track.ts')).track,
  'two-step': async () => (await import('./two-step/two-step.ts')).twoStep,
};

/** The names of all ways of drawing. */
export const DRAWINGS = Object.keys(files) as Array<keyof Scenes>;

interface Drawn {
  drawing: string;
}

const here = new Map<string, Face>();
const coming = new Map<string, Promise<Face>>();

/** A family's face; null until it has been fetched. Families that are drawn in an unknown way still show how well they are adapted to. */
export function faceOf({ drawing }: Drawn): Face | null {
  return Object.hasOwn(files, drawing) ? (here.get(drawing) ?? null) : plain;
}

/** Fetches a family's face. Where it cannot be had, the family is drawn as one whose way of drawing is unknown. */
export async function fetchFace(family: Drawn): Promise<Face> {
  const { drawing } = family;
  const known = faceOf(family);
  if (known) return known;
  const fetched = coming.get(drawing) ?? files[drawing as keyof Scenes]().catch(() => plain);
  coming.set(drawing, fetched);
  here.set(drawing, await fetched);
  return fetched;
}
