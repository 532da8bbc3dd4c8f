// From a trace to the drawing of what happens over a trial: the rewards, and what adapts.
import type { Family, Learner, Trace, TraceArray } from '../engine/protocol.ts';
import type { Words } from '../messages/index.ts';
import type { Count } from '../state/adapting.ts';
import { belief } from '../views/belief.ts';
import { chance } from '../views/chance.ts';
import { classColours } from '../views/classes.ts';
import type { Drawing, Theme } from '../views/frame.ts';
import { level } from '../views/level.ts';
import { memory } from '../views/memory.ts';
import { rewards } from '../views/rewards.ts';
import { type Row, trial } from '../views/trial.ts';
import type { ShownStep } from './shown.ts';

/** More dimensions than this are a field of colours rather than lines. */
const MOST_LINES = 6;

/** Null as long as no episode has been played. */
export function trialDrawing(trace: Trace, family: Family, learner: Learner, theme: Theme, shown: ShownStep, count: Count, words: Words): Drawing | null {
  if (!trace.rewards) return null;
  const { text } = words;
  const [episodes = 0, , horizon = 0] = trace.rewards.shape;
  const rows: Row[] = [rewards({ label: text.trialRows.rewards, rewards: trace.rewards.data, colour: theme.post })];
  if (trace.critic) rows.push(level({ label: text.trialRows.critic, values: trace.critic.data, colour: theme.pretrained }));
  if (trace.exact_belief && family.drawing === 'two-step') {
    rows.push(chance({ label: text.trialRows.chance, values: trace.exact_belief.data, truth: truths(trace), colours: { belief: theme.ink, truth: theme.truth } }));
  }
  if (trace.memory) rows.push(memory({ label: text.trialRows.memory, states: trace.memory.data, units: trace.memory.shape[1]!, weight: 1.6 }));
  if (trace.latent_mean) rows.push(...latentRows(trace, trace.latent_mean, learner, theme, episodes, horizon, words));
  return trial({
    horizon,
    steps: episodes * horizon,
    rows,
    shown: shown === 'all' ? [0, episodes * horizon] : [shown * horizon, (shown + 1) * horizon],
    // Carts move at the pace of the simulation, all at once.
    cursor: family.drawing !== 'cart-pole',
    xLabel: text.trialSteps[count === 'pull' ? 'pull' : 'episode'],
  });
}

function latentRows(trace: Trace, mean: TraceArray, learner: Learner, theme: Theme, episodes: number, horizon: number, { text }: Words): Row[] {
  const [count = 0, dimensions = 1] = mean.shape;
  const deviation = trace.latent_deviation;
  // One for each step, or one for each episode.
  const each = count === episodes ? horizon : 1;
  if (dimensions > MOST_LINES && each === 1) {
    const field = (label: string, { data }: TraceArray) => memory({ label, states: data, units: dimensions, weight: 1 });
    return [field(text.trialRows.latentMean, mean), ...(deviation ? [field(text.trialRows.latentDeviation, deviation)] : [])];
  }
  const { latent, embedding, belief: believed } = text.trialRows;
  return [
    belief({
      label: trace.latent ? latent : learner.adapts === 'embedding' ? embedding : believed,
      mean: mean.data,
      deviation: deviation?.data ?? null,
      dimensions,
      at: Array.from({ length: count }, (_, i) => i * each),
      end: episodes * horizon,
      ...(trace.latent ? { samples: trace.latent.data } : {}),
      colours: classColours(theme),
    }),
  ];
}

/** For each step whether the first state pays better. */
function truths({ episodes }: Trace): number[] {
  const [count = 0, , rows = 1, variables = 1] = episodes!.shape;
  return Array.from({ length: count * (rows - 1) }, (_, t) => {
    const row = Math.floor(t / (rows - 1)) * rows + (t % (rows - 1));
    return episodes!.data[row * variables + 1]! < 0.5 ? 1 : 0;
  });
}
