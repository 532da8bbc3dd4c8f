import { screen as screenView } from '../views/screen.ts';
import { settingOf } from './face.ts';
import { columnOf, moving } from './moving.ts';

/** Steps a second at which a game is watched: it has no time of its own. */
const PACE = 4;

/** Games that are seen as pixels. */
export const screen = moving(
  (scene, groups) => {
    const { words: { text } } = scene;
    const [columns, rows] = settingOf(scene, 'pixels').screen;
    // A paddle, then two columns for each ball.
    const balls = (groups[0]!.variables - 1) / 2;
    return screenView({
      groups,
      columns,
      rows,
      paddle: columnOf(scene, 'paddle'),
      balls: Array.from({ length: balls }, (_, i) => [1 + 2 * i, 2 + 2 * i]),
      pace: PACE,
      labels: { time: text.faces.moving.time },
    });
  },
  ({ words: { text } }, theme) => [
    { look: 'full', colour: theme.truth, label: text.faces.screen.ball },
    { look: 'full', colour: theme.ink, label: text.faces.screen.paddle },
  ],
);
