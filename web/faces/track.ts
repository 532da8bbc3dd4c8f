import { track as trackView } from '../views/track.ts';
import { settingOf } from './face.ts';
import { columnOf, moving } from './moving.ts';

/** Cars on a closed track. */
export const track = moving(
  (scene, groups, task) => {
    const { trace, words: { text } } = scene;
    const { extent, sensors, fastest, time_step } = settingOf(scene, 'track');
    const edges = task ? trace.track_edges : undefined;
    const half = (edges?.data.length ?? 0) / 2;
    return trackView({
      groups,
      place: [columnOf(scene, 'x'), columnOf(scene, 'y')],
      heading: columnOf(scene, 'heading'),
      speed: columnOf(scene, 'speed'),
      readings: sensors.map((_, i) => columnOf(scene, `sensor${i + 1}`)),
      sensors,
      edges: edges ? [edges.data.subarray(0, half), edges.data.subarray(half)] : null,
      extent,
      fastest,
      pace: 1 / time_step,
      labels: { time: text.faces.moving.time, speed: text.faces.track.speed },
    });
  },
  ({ words: { text } }, theme) => [
    { look: 'line', colour: theme.truth, label: text.faces.track.edge },
    { look: 'line', colour: theme.muted, label: text.faces.track.sensors },
  ],
);
