// Every way of drawing, by the name that the core gives it (`Family.drawing`).
import type { Scenes } from '../engine/protocol.ts';
import { bandit } from './bandit/face.ts';
import { cartPole } from './cart-pole.ts';
import { classes } from './classes/face.ts';
import { curve } from './curve.ts';
import type { Face } from './face.ts';
import { field } from './field/face.ts';
import { grid } from './grid.ts';
import { mdp } from './mdp.ts';
import { plain } from './plain.ts';
import { plane } from './plane.ts';
import { twoStep } from './two-step/face.ts';

export const faces: Readonly<Record<keyof Scenes, Face>> = {
  bandit,
  'cart-pole': cartPole,
  classes,
  curve,
  field,
  grid,
  mdp,
  plane,
  'two-step': twoStep,
};

/** Families that are drawn in an unknown way still show how well they are adapted to. */
export function faceOf({ drawing }: { drawing: string }): Face {
  return Object.hasOwn(faces, drawing) ? faces[drawing as keyof Scenes] : plain;
}
