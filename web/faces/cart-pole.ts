import { cartPole as cartPoleView } from '../views/cart-pole.ts';
import { settingOf } from './face.ts';
import { columnOf, moving, turnOf } from './moving.ts';

/** Carts that balance a pole. */
export const cartPole = moving((scene, groups) => {
  const { trace, words: { text } } = scene;
  const { position_limit: position, angle_limit: angle, time_step, switch_at } = settingOf(scene, 'cart-pole');
  return cartPoleView({
    groups,
    position: columnOf(scene, 'x'),
    angle: columnOf(scene, 'theta'),
    pole: trace.pole_length?.data[0] ?? 0,
    limits: { position, angle },
    pace: 1 / time_step,
    turn: turnOf(scene, switch_at),
    labels: { time: text.faces.moving.time, angle: text.faces['cart-pole'].angle },
  });
});
