import type { Evaluation, Family, RunName } from '../engine/protocol.ts';
import { type Series, bands } from '../views/bands.ts';
import type { Drawing, Theme } from '../views/frame.ts';
import { meanSoFar, means, quartiles } from './held-out-curve.ts';
import type { Sight } from './scene.ts';
import { runName } from './sentences/update.ts';

/** Bands of more lines than this cover each other: then only the run has one. */
const MOST_BANDS = 3;
/** More points than this need no marks. */
const MOST_MARKS = 20;
const DASHES = [[7, 4], [2, 3], [10, 3, 2, 3], [4, 2]];

/** The run first, then its baselines and yardsticks. */
export function heldOutOrder(family: Family, evaluations: Partial<Record<RunName, Evaluation>>): RunName[] {
  return ['run', 'pretrained', 'scratch', ...family.yardsticks].filter((run) => evaluations[run]);
}

/** Null as long as nothing was evaluated. */
export function heldOutDrawing({ run: { evaluations }, family, resolved: { adaptation }, words }: Sight, order: readonly RunName[], theme: Theme): Drawing | null {
  const { text } = words;
  const { count, summary } = adaptation;
  const curveOf = ({ trace, group }: Evaluation) => (summary === 'total' ? meanSoFar(trace) : (summary === 'mean' ? means : quartiles)(trace, group));
  const series = order.flatMap((name): Series[] => {
    const curve = curveOf(evaluations[name]!);
    if (!curve?.middle.length) return [];
    const band = name === 'run' || order.length <= MOST_BANDS;
    return [
      {
        label: runName(name, words),
        ...styleOf(name, family, theme),
        // A pull is counted with itself; an inner step or an episode by what came before it.
        x: curve.middle.map((_, i) => (count === 'pull' ? i + 1 : i)),
        middle: curve.middle,
        lower: band ? curve.lower : [],
        upper: band ? curve.upper : [],
        marks: curve.middle.length <= MOST_MARKS && !family.yardsticks.includes(name),
      },
    ];
  });
  if (!series.length) return null;
  // The run is drawn last, over its baselines and yardsticks.
  return bands({
    series: series.reverse(),
    xLabel: text.heldOut.axis[count],
    yLabel: summary === 'total' ? text.heldOut.soFar[count === 'pull' ? 'pull' : 'episode'] : text.history.values[family.value],
    ...(family.value === 'loss' ? { floor: 0 } : {}),
  });
}

function styleOf(name: RunName, family: Family, theme: Theme): Pick<Series, 'colour' | 'dash' | 'width'> {
  if (name === 'run') return { colour: theme.post };
  if (name === 'scratch') return { colour: theme.scratch, dash: [2, 4] };
  if (name === 'pretrained') return { colour: theme.pretrained, dash: [7, 4] };
  const i = Math.max(0, family.yardsticks.indexOf(name));
  return { colour: [theme.scratch, theme.pretrained, theme.class3][i % 3]!, dash: DASHES[Math.floor(i / 3) % DASHES.length]!, width: 1.6 };
}
