import { type Swings, cartPole as cartPoleView } from '../views/cart-pole.ts';
import { stepColour } from '../views/colour.ts';
import type { Drawing } from '../views/frame.ts';
import { changeOfStates } from './changes.ts';
import { metaEpisodes, walksOf } from './episodes.ts';
import { type Face, type Scene, settingOf } from './face.ts';
import { lastOf, momentName } from './moments.ts';

/** Carts that balance a pole. */
export const cartPole: Face = {
  ownPace: true,

  adaptation(scene, { theme, moment }) {
    const { episodes, lengths, values } = scene.trace;
    if (!episodes || !lengths) return null;
    const last = lastOf(episodes);
    const { text, format } = scene.words;
    const moments = [...new Set(moment === 'all' ? [0, last] : [moment])];
    return picture(
      scene,
      moments.map((k) => ({
        ...walksOf(episodes, lengths, k),
        title: momentName(k, scene),
        colour: stepColour(theme, k, last),
        summary: values ? text.faces['cart-pole'].return(format.number(values.data[k]!)) : '',
      })),
    );
  },

  meta: {
    pictures: 2,
    drawings: (scene, theme) =>
      metaEpisodes(scene, theme).map(({ title, trace: { episodes, lengths } }) =>
        picture(scene, [{ ...walksOf(episodes!, lengths!, 0), title, colour: theme.pre, summary: '' }]),
      ),
    change: changeOfStates,
  },
};

function picture(scene: Scene, groups: Swings[]): Drawing {
  const { trace, family, words: { text } } = scene;
  const { position_limit: position, angle_limit: angle, time_step } = settingOf(scene, 'cart-pole');
  const column = (name: string) => Math.max(0, family.variables.indexOf(name));
  return cartPoleView({
    groups,
    position: column('x'),
    angle: column('theta'),
    pole: trace.pole_length?.data[0] ?? 0,
    limits: { position, angle },
    pace: 1 / time_step,
    labels: { time: text.faces['cart-pole'].time, angle: text.faces['cart-pole'].angle },
  });
}
