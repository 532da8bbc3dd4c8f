import { pendulum as pendulumView } from '../views/pendulum.ts';
import { settingOf } from './face.ts';
import { columnOf, moving } from './moving.ts';

/** Pendulums swung up by a motor. */
export const pendulum = moving(
  (scene, groups) => {
    const { trace, words: { text } } = scene;
    const { longest, time_step } = settingOf(scene, 'pendulum');
    return pendulumView({
      groups,
      angle: columnOf(scene, 'theta'),
      length: trace.pendulum_length?.data[0] ?? longest,
      longest,
      pace: 1 / time_step,
      labels: { time: text.faces.moving.time, height: text.faces.pendulum.height },
    });
  },
  ({ words: { text } }, theme) => [{ look: 'dashes', colour: theme.truth, label: text.faces.pendulum.upright }],
);
