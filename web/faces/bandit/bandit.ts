import { bandit as banditView } from '../../views/bandit.ts';
import { stepColour } from '../../views/colour.ts';
import { type Face, settingOf } from '../face.ts';
import { isTrial, lastOf } from '../moments.ts';
import { betaDensity, pointDensity, pullsOf } from './pulls.ts';

/** Chances for which a posterior's density is computed. */
const CELLS = 60;

/** Arms that pay with a chance of their own. */
export const bandit: Face = {
  adaptation(scene, { theme, moment }) {
    const { trace, task, words } = scene;
    const { rewards, levels } = settingOf(scene, 'bandit');
    if (!trace.actions || !task) return null;
    const say = words.text.faces.bandit;
    const last = lastOf(trace.actions);
    const inOrder = isTrial(scene);
    const chosen = moment === 'all' ? last : moment;
    // Pulls after an inner step were made side by side by one policy; a trial's follow each other.
    const pulls = inOrder ? pullsOf(trace) : pullsOf(trace, chosen, chosen + 1);
    const until = (k: number) => pullsOf(trace, 0, k).length;
    const { exact_belief: belief, predicted_reward: predicted } = trace;
    const width = belief?.shape[1] ?? 0;
    // Two parameters of a Beta distribution, or how likely the arm is to pay with each of some chances.
    const each = levels?.length ?? 2;
    const density = (made: number, arm: number) => {
      const at = made * width + each * arm;
      const numbers = Array.from({ length: each }, (_, i) => belief!.data[at + i] ?? 1);
      // The highest chance comes first.
      return levels ? pointDensity(numbers, [...levels].reverse(), CELLS) : betaDensity(numbers[0]!, numbers[1]!, CELLS);
    };
    return banditView({
      chances: task,
      pulls,
      shown: !inOrder || moment === 'all' ? [0, pulls.length] : [until(moment), until(moment + 1)],
      density: belief && width === each * task.length ? density : null,
      predicted: inOrder && predicted ? (pull, arm) => predicted.data[Math.min(pull, lastOf(predicted)) * task.length + arm]! : null,
      range: rewards,
      inOrder,
      colours: { pulls: inOrder ? theme.post : stepColour(theme, chosen, last), truth: theme.truth },
      labels: { chance: say.chance, pulls: say.pulls, arm: say.arm, paid: say.paid },
    });
  },

  legend: ({ trace, words: { text } }, theme) => [
    { look: 'line', colour: theme.truth, label: text.faces.bandit.truth },
    ...(trace.exact_belief ? [{ look: 'shade', colour: theme.post, label: text.faces.bandit.belief } as const] : []),
    ...(trace.predicted_reward ? [{ look: 'dashes', colour: theme.ink, label: text.faces.bandit.predicted } as const] : []),
    { look: 'ring', colour: theme.post, label: text.faces.bandit.noReward },
    { look: 'full', colour: theme.post, label: text.faces.bandit.reward },
  ],

  trial({ trace, words: { text, format } }) {
    const pulls = pullsOf(trace);
    const counts = new Map<number, number>();
    for (const { arm } of pulls) counts.set(arm, (counts.get(arm) ?? 0) + 1);
    const [arm, times] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [0, 0];
    const total = pulls.reduce((sum, { reward }) => sum + reward, 0);
    return [text.faces.bandit.summary(format.amount(pulls.length), format.number(total), format.amount(arm + 1), format.amount(times))];
  },
};
