import { arm as armView } from '../views/arm.ts';
import { settingOf } from './face.ts';
import { columnOf, moving } from './moving.ts';

/** Arms that reach for a goal: the first two parameters of their task. */
export const arm = moving(
  (scene, groups, task) => {
    const { words: { text } } = scene;
    const { reach, time_step } = settingOf(scene, 'arm');
    return armView({
      groups,
      elbow: [columnOf(scene, 'elbow_x'), columnOf(scene, 'elbow_y')],
      tip: [columnOf(scene, 'tip_x'), columnOf(scene, 'tip_y')],
      goal: task ? [task[0]!, task[1]!] : null,
      reach,
      pace: 1 / time_step,
      labels: { time: text.faces.moving.time, distance: text.faces.arm.distance },
    });
  },
  ({ words: { text } }, theme) => [{ look: 'plus', colour: theme.truth, label: text.faces.arm.goal }],
);
