import { mix, stepColour } from '../views/colour.ts';
import { curve as curveView } from '../views/curve.ts';
import type { Theme } from '../views/frame.ts';
import { changeOfOutputs } from './changes.ts';
import { type Face, type Scene, settingOf } from './face.ts';
import { inFocus, lastOf, part } from './moments.ts';

/** Both belong to "before adaptation": where they share a picture, the older one is paler. */
function metaColours(theme: Theme): { before: string; after: string } {
  return { before: mix(theme.pre, theme.paper, 0.5), after: theme.pre };
}

/** So much of the range of all tasks' outputs is always in sight, so that the picture does not jump from task to task. */
const LEAST = 0.4;
const LEAST_UNADAPTED = 0.2;

function inSight(scene: Scene, share: number): [number, number] {
  const [low, high] = settingOf(scene, 'curve').outputs;
  return [low * share, high * share];
}

/** Functions of one input. */
export const curve: Face = {
  adaptation(scene, look) {
    const { trace } = scene;
    const { grid_inputs: inputs, grid_outputs: outputs, support_inputs: places, support_targets: targets } = trace;
    if (!inputs || !outputs) return null;
    const { theme, moment } = look;
    const last = lastOf(outputs);
    const lines = Array.from({ length: last + 1 }, (_, k) => {
      const focus = inFocus(look, k, last);
      return { values: part(outputs, k), colour: stepColour(theme, k, last), width: focus ? 2.5 : 1.5, alpha: focus ? 1 : moment === 'all' ? 0.6 : 0.25 };
    });
    const truth = trace.grid_targets ? [{ values: trace.grid_targets.data, colour: theme.truth, width: 2, dash: [5, 4] }] : [];
    return curveView({
      inputs: inputs.data,
      lines: [...truth, ...lines],
      ...(places && targets ? { points: { inputs: places.data, targets: targets.data, colour: theme.truth } } : {}),
      frame: inSight(scene, LEAST),
    });
  },

  legend: ({ words: { text } }, theme) => [
    { look: 'dashes', colour: theme.truth, label: text.faces.curve.truth },
    { look: 'dot', colour: theme.truth, label: text.faces.curve.support },
  ],

  meta: {
    pictures: 1,
    drawings(scene, theme) {
      const { grid_inputs: inputs, meta_before: before, meta_after: after } = scene.trace;
      if (!inputs || !before) return [];
      const colours = metaColours(theme);
      return [
        curveView({
          inputs: inputs.data,
          lines: [
            { values: before.data, colour: colours.before, width: 2.5, dash: [6, 4] },
            ...(after ? [{ values: after.data, colour: colours.after, width: 2.5 }] : []),
          ],
          frame: inSight(scene, LEAST_UNADAPTED),
        }),
      ];
    },
    legend({ words: { text } }, theme) {
      const colours = metaColours(theme);
      return [
        { look: 'thick', colour: colours.before, label: text.meta.before },
        { look: 'thick', colour: colours.after, label: text.meta.after },
      ];
    },
    change: changeOfOutputs,
  },
};
