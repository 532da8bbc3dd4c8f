import type { Trace } from '../../engine/protocol.ts';
import { chance } from '../../views/chance.ts';
import { stepColour } from '../../views/colour.ts';
import { twoStep as twoStepView } from '../../views/two-step.ts';
import { type Face, type Scene, settingOf } from '../face.ts';
import { isTrial, lastOf } from '../moments.ts';
import { choicesOf, staysOf } from './choices.ts';

/** A choice that leads to one of two states, one of which pays better. */
export const twoStep: Face = {
  shape: () => 'portrait',

  adaptation(scene, { theme, moment }) {
    const { trace, words } = scene;
    if (!trace.episodes || !trace.actions) return null;
    const last = lastOf(trace.episodes);
    const inOrder = isTrial(scene);
    const chosen = moment === 'all' ? last : moment;
    const choices = inOrder ? choicesOf(trace) : choicesOf(trace, chosen, chosen + 1);
    const { common_transition: common, chances: [worse, better] } = settingOf(scene, 'two-step');
    const say = words.text.faces['two-step'];
    return twoStepView({
      common,
      chances: { better, worse },
      choices,
      shown: !inOrder || moment === 'all' ? [0, choices.length] : [moment, moment + 1],
      stays: staysOf(choices, common),
      colour: inOrder ? theme.post : stepColour(theme, chosen, last),
      truth: theme.truth,
      labels: {
        first: say.first, stages: say.second, pays: say.pays, choices: say.choices, stay: say.stay, share: say.share,
        rewarded: say.rewarded, unrewarded: say.unrewarded, common: say.common, rare: say.rare,
      },
    });
  },

  legend: ({ words: { text } }, theme) => [
    { look: 'line', colour: theme.truth, label: text.faces['two-step'].better },
    { look: 'ring', colour: theme.post, label: text.faces['two-step'].unrewarded },
    { look: 'full', colour: theme.post, label: text.faces['two-step'].rewarded },
    { look: 'tick', colour: theme.ink, label: text.faces['two-step'].rareMark },
  ],

  trial(scene: Scene) {
    const { text, format } = scene.words;
    const say = text.faces['two-step'];
    const choices = choicesOf(scene.trace);
    const total = choices.reduce((sum, { reward }) => sum + reward, 0);
    const [a = '', b = '', c = '', d = ''] = staysOf(choices, settingOf(scene, 'two-step').common_transition).map(({ stayed, times }) => say.stayed(format.amount(stayed), format.amount(times)));
    return [say.summary(format.amount(choices.length), format.number(total)), say.stays(a, b, c, d)];
  },

  rows({ trace, words: { text } }, theme) {
    if (!trace.exact_belief || !trace.episodes) return [];
    return [
      chance({ label: text.faces['two-step'].belief, values: trace.exact_belief.data, truth: truthsOf(trace), colours: { belief: theme.ink, truth: theme.truth } }),
    ];
  },
};

/** For each step whether the first state pays better. */
function truthsOf({ episodes }: Trace): number[] {
  const [count = 0, , rows = 1, variables = 1] = episodes!.shape;
  return Array.from({ length: count * (rows - 1) }, (_, t) => {
    const row = Math.floor(t / (rows - 1)) * rows + (t % (rows - 1));
    return episodes!.data[row * variables + 1]! < 0.5 ? 1 : 0;
  });
}
