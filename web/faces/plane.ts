import type { Trace } from '../engine/protocol.ts';
import { stepColour } from '../views/colour.ts';
import { type Plane, plane as planeView } from '../views/plane.ts';
import { changeOfStates } from './changes.ts';
import { metaEpisodes, walksOf } from './episodes.ts';
import { type Face, type Scene, settingOf } from './face.ts';
import { inFocus, isTrial, lastOf } from './moments.ts';

/** Walks in the plane towards a goal. */
export const plane: Face = {
  adaptation(scene, look) {
    const { trace, task, words } = scene;
    const { theme, moment } = look;
    const { episodes, lengths } = trace;
    const last = lastOf(episodes);
    const walks =
      episodes && lengths
        ? Array.from({ length: last + 1 }, (_, k) => ({ ...walksOf(episodes, lengths, k), colour: stepColour(theme, k, last), focus: inFocus(look, k, last) }))
        : [];
    const horizon = (episodes?.shape[2] ?? 1) - 1;
    const trial = moment === 'all' ? { horizon, from: 0, to: (last + 1) * horizon } : { horizon, from: moment * horizon, to: (moment + 1) * horizon };
    return planeView({
      walks,
      oracle: trace.oracle?.data ?? null,
      goal: task ? [task[0]!, task[1]!] : null,
      others: [],
      goalLabel: words.text.faces.plane.goal,
      ...(isTrial(scene) ? { trial } : {}),
      colours: { goal: theme.truth },
      ...wallsOf(scene),
      frame: frameOf(scene),
    });
  },

  legend: ({ trace, words: { text } }, theme) => [
    { look: 'plus', colour: theme.truth, label: text.faces.plane.goal },
    ...(trace.oracle ? [{ look: 'dashes', colour: theme.truth, label: text.faces.plane.oracle } as const] : []),
  ],

  meta: {
    pictures: 2,
    drawings(scene, theme) {
      return metaEpisodes(scene, theme).map(({ title, colour, trace: { episodes, lengths } }) =>
        planeView({
          walks: [{ ...walksOf(episodes!, lengths!, 0), colour: theme.pre, focus: true }],
          oracle: null,
          goal: null,
          others: goalsOf(scene.trace),
          goalLabel: '',
          title: { text: title, colour },
          colours: { goal: theme.truth },
          ...wallsOf(scene),
          frame: frameOf(scene),
        }),
      );
    },
    change: changeOfStates,
  },
};

/** Where goals and starts may lie. */
function frameOf(scene: Scene): [[number, number], [number, number]] {
  const [xLow, xHigh, yLow, yHigh] = settingOf(scene, 'plane').frame;
  return [[xLow, xHigh], [yLow, yHigh]];
}

function wallsOf(scene: Scene): Pick<Plane, 'walls'> {
  const { walls = [] } = settingOf(scene, 'plane');
  return { walls: Array.from({ length: walls.length / 4 }, (_, i) => walls.slice(4 * i, 4 * i + 4) as [number, number, number, number]) };
}

/** Of every task of the batch. */
function goalsOf({ tasks }: Trace): Array<[number, number]> {
  const data = tasks?.data ?? [];
  return Array.from({ length: data.length / 2 }, (_, i) => [data[2 * i]!, data[2 * i + 1]!]);
}
