// From a trace to the drawing of a whole trial: the rewards, and what adapts.
import type { Learner, Trace, TraceArray } from '../engine/protocol.ts';
import type { Moment } from '../faces/face.ts';
import type { Words } from '../messages/index.ts';
import { belief } from '../views/belief.ts';
import { classColours } from '../views/colour.ts';
import type { Drawing, Theme } from '../views/frame.ts';
import { level } from '../views/level.ts';
import { memory } from '../views/memory.ts';
import { rewards } from '../views/rewards.ts';
import { type Row, trial } from '../views/trial.ts';
import { candidatesOf } from './candidates.ts';
import { sceneOf, type Sight } from './scene.ts';

/** More dimensions than this are a field of colours rather than lines. */
const MOST_LINES = 6;

/** Null as long as no episode has been played. */
export function trialDrawing(sight: Sight, trace: Trace, theme: Theme, moment: Moment): Drawing | null {
  if (!trace.rewards) return null;
  const { face, learner, resolved, words } = sight;
  const { rows: say, steps: axis } = words.text.trial;
  const [episodes = 0, , horizon = 0] = trace.rewards.shape;
  const rows: Row[] = [rewards({ label: say.rewards, rewards: trace.rewards.data, colour: theme.post })];
  if (trace.critic) rows.push(level({ label: say.critic, values: trace.critic.data, colour: theme.pretrained }));
  rows.push(...(face.rows?.(sceneOf(sight, trace), theme) ?? []));
  if (trace.memory) rows.push(memory({ label: say.memory, states: trace.memory.data, units: trace.memory.shape[1] ?? 1, weight: 1.6 }));
  if (trace.choices) rows.push(memory({ label: say.choices, states: atPlay(trace.choices, candidatesOf(resolved).length, horizon), units: candidatesOf(resolved).length, weight: 0.8 }));
  if (trace.latent_mean) rows.push(...latentRows(trace, trace.latent_mean, learner, theme, episodes, horizon, words));
  return trial({
    horizon,
    steps: episodes * horizon,
    rows,
    shown: moment === 'all' ? [0, episodes * horizon] : [moment * horizon, (moment + 1) * horizon],
    cursor: !face.ownPace,
    xLabel: axis[resolved.adaptation.count === 'pull' ? 'pull' : 'episode'],
  });
}

/** For each step 1 for the candidate that plays, and 0 for the others. */
function atPlay({ data }: TraceArray, candidates: number, horizon: number): number[] {
  const each = Array.from(data, (chosen) => Array.from({ length: candidates }, (_, i) => (i === chosen ? 1 : 0)));
  return each.flatMap((row) => Array.from({ length: horizon }, () => row).flat());
}

function latentRows(trace: Trace, mean: TraceArray, learner: Learner, theme: Theme, episodes: number, horizon: number, { text }: Words): Row[] {
  const [count = 0, dimensions = 1] = mean.shape;
  const { latent_deviation: deviation, latent: samples } = trace;
  // One for each step, or one for each episode.
  const each = count === episodes ? horizon : 1;
  const say = text.trial.rows;
  if (dimensions > MOST_LINES && each === 1) {
    const field = (label: string, { data }: TraceArray) => memory({ label, states: data, units: dimensions, weight: 1 });
    return [field(say.latentMean, mean), ...(deviation ? [field(say.latentDeviation, deviation)] : [])];
  }
  return [
    belief({
      label: samples ? say.latent : learner.adapts === 'embedding' ? say.embedding : say.belief,
      mean: mean.data,
      deviation: deviation?.data ?? null,
      dimensions,
      at: Array.from({ length: count }, (_, i) => i * each),
      end: episodes * horizon,
      ...(samples ? { samples: samples.data } : {}),
      colours: classColours(theme),
    }),
  ];
}
