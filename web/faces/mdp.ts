import type { Trace } from '../engine/protocol.ts';
import { stepColour } from '../views/colour.ts';
import { mdp as mdpView } from '../views/mdp.ts';
import { changeOfPlaces } from './changes.ts';
import { metaEpisodes } from './episodes.ts';
import type { Face } from './face.ts';
import { isTrial, lastOf, part } from './moments.ts';

/** Walks through the states of a small MDP whose chances and rewards are drawn. */
export const mdp: Face = {
  adaptation(scene, { theme, moment }) {
    const { trace, words } = scene;
    const { episodes, actions, lengths, mean_rewards: means, transitions } = trace;
    if (!episodes || !actions || !lengths || !means || !transitions) return null;
    const last = lastOf(episodes);
    const inOrder = isTrial(scene);
    let played = 0;
    const walks = Array.from({ length: last + 1 }, (_, k) => {
      const walk = walkOf(trace, k);
      const first = inOrder ? played : 0;
      played += walk.actions.length;
      return { ...walk, first, colour: stepColour(theme, k, last), focus: moment === 'all' ? inOrder || k === last : k === moment };
    });
    return mdpView({
      states: means.shape[0] ?? 0,
      actions: means.shape[1] ?? 0,
      rewards: means.data,
      transitions: transitions.data,
      walks,
      labels: { reward: words.text.faces.mdp.reward, step: words.text.faces.mdp.moment },
    });
  },

  legend: ({ words: { text } }, theme) => [
    { look: 'line', colour: theme.post, label: text.faces.mdp.now },
    { look: 'pale', colour: theme.post, label: text.faces.mdp.path },
  ],

  meta: {
    pictures: 2,
    drawings(scene, theme) {
      const { mean_rewards: means, transitions } = scene.trace;
      if (!means || !transitions) return [];
      const { text } = scene.words;
      return metaEpisodes(scene, theme)
        .filter(({ trace }) => trace.actions)
        .map(({ title, colour, trace }) =>
          mdpView({
            states: means.shape[0] ?? 0,
            actions: means.shape[1] ?? 0,
            rewards: means.data,
            transitions: transitions.data,
            walks: [{ ...walkOf(trace, 0), first: 0, colour: theme.pre, focus: true }],
            title: { title, colour },
            labels: { reward: text.faces.mdp.reward, step: text.faces.mdp.moment },
          }),
        );
    },
    change: changeOfPlaces,
  },
};

/** The states and actions of one moment's episode; of episodes side by side the first one stands for all. */
function walkOf({ episodes, actions, lengths }: Trace, k: number): { states: number[]; actions: number[] } {
  const variables = episodes!.shape.at(-1) ?? 1;
  const states = part(episodes!, k);
  const length = part(lengths!, k)[0] ?? 0;
  return {
    states: Array.from({ length: length + 1 }, (_, t) => Math.round(states[t * variables]!)),
    actions: Array.from(part(actions!, k).subarray(0, length), Math.round),
  };
}
