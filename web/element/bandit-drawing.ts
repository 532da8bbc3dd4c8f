import { betaDensity, pullsOf, twoPointDensity } from '../state/pulls.ts';
import { bandit } from '../views/bandit.ts';
import { stepColour } from '../views/colour.ts';
import type { Drawing } from '../views/frame.ts';
import type { Shown } from './shown.ts';

const CELLS = 60;

export function banditDrawing({ trace, task, parameters, theme, step, count, words }: Shown): Drawing | null {
  if (!trace.actions || !task) return null;
  const last = trace.actions.shape[0]! - 1;
  const inOrder = count !== 'step';
  const chosen = step === 'all' ? last : step;
  // Pulls after an inner step were made side by side by one policy; a trial's follow each other.
  const pulls = inOrder ? pullsOf(trace) : pullsOf(trace, chosen, chosen + 1);
  const until = (k: number) => pullsOf(trace, 0, k).length;
  const shown: [number, number] = !inOrder || step === 'all' ? [0, pulls.length] : [until(step), until(step + 1)];
  const { exact_belief: belief, predicted_reward: predicted } = trace;
  const width = belief?.shape[1] ?? 0;
  const density = (made: number, arm: number) => {
    const at = made * width + 2 * arm;
    const [a, b] = [belief!.data[at]!, belief!.data[at + 1]!];
    // Two parameters of a Beta distribution are at least 1 each; two chances are 1 together.
    if (a + b > 1.5) return betaDensity(a, b, CELLS);
    return twoPointDensity(a, parameters[arm]!.low, parameters[arm]!.high, CELLS);
  };
  return bandit({
    chances: task,
    pulls,
    shown,
    density: belief && width === 2 * task.length ? density : null,
    predicted: inOrder && predicted ? (pull, arm) => predicted.data[Math.min(pull, predicted.shape[0]! - 1) * task.length + arm]! : null,
    range: [0, 1],
    inOrder,
    colours: { pulls: inOrder ? theme.post : stepColour(theme, chosen, last), truth: theme.truth },
    labels: words.text.bandit,
  });
}
