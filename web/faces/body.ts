import { body as bodyView } from '../views/body.ts';
import { type Scene, settingOf } from './face.ts';
import { columnOf, moving, turnOf } from './moving.ts';

/** Bodies of rods that run along the ground. */
export const body = moving(
  (scene, groups, task) => {
    const { family, words: { text } } = scene;
    const { rods, radius, feet, time_step, switch_at } = settingOf(scene, 'body');
    const slope = family.parameters.findIndex(({ name }) => name === 'slope');
    return bodyView({
      groups,
      rods: Array.from({ length: rods }, (_, i) => [4 * i, 4 * i + 1, 4 * i + 2, 4 * i + 3]),
      radius,
      contacts: feetOf(scene, feet),
      slope: task?.[slope] ?? 0,
      pace: 1 / time_step,
      turn: turnOf(scene, switch_at),
      labels: { time: text.faces.moving.time, place: text.faces.body.place, metres: text.faces.body.metres },
    });
  },
  ({ words: { text } }, theme) => [{ look: 'full', colour: theme.truth, label: text.faces.body.contact }],
);

/** The end of a foot's rod that touches the ground, and the column of its force: those of the hind foot, then of the fore foot. */
function feetOf(scene: Scene, feet: number[]) {
  const forces = [columnOf(scene, 'hind_contact'), columnOf(scene, 'fore_contact')];
  return feet.map((rod, i) => ({ force: forces[i] ?? forces[0]!, x: 4 * rod }));
}
