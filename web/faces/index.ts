// Every way of drawing, by the name that the core gives it (`Family.drawing`).
import type { Scenes } from '../engine/protocol.ts';
import { arm } from './arm.ts';
import { bandit } from './bandit/face.ts';
import { body } from './body.ts';
import { cartPole } from './cart-pole.ts';
import { classes } from './classes/face.ts';
import { curve } from './curve.ts';
import type { Face } from './face.ts';
import { field } from './field/face.ts';
import { grid } from './grid.ts';
import { mdp } from './mdp.ts';
import { pendulum } from './pendulum.ts';
import { plain } from './plain.ts';
import { plane } from './plane.ts';
import { screen } from './screen.ts';
import { track } from './track.ts';
import { twoStep } from './two-step/face.ts';

export const faces: Readonly<Record<keyof Scenes, Face>> = {
  arm,
  bandit,
  body,
  'cart-pole': cartPole,
  classes,
  curve,
  field,
  grid,
  mdp,
  pendulum,
  pixels: screen,
  plane,
  track,
  'two-step': twoStep,
};

/** Families that are drawn in an unknown way still show how well they are adapted to. */
export function faceOf({ drawing }: { drawing: string }): Face {
  return Object.hasOwn(faces, drawing) ? faces[drawing as keyof Scenes] : plain;
}
