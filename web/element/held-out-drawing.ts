import type { Evaluation, Family, Learner, Resolved, RunName } from '../engine/protocol.ts';
import type { Words } from '../messages/index.ts';
import { countOf, tellsMeans, tellsTotals } from '../state/adapting.ts';
import { meanSoFar, means, quartiles } from '../state/held-out-curve.ts';
import { type Series, bands } from '../views/bands.ts';
import type { Drawing, Theme } from '../views/frame.ts';
import { runName } from './words.ts';

type Evaluations = Partial<Record<RunName, Evaluation>>;

/** Bands of more lines than this cover each other: then only the run has one. */
const MOST_BANDS = 3;
/** More points than this need no marks. */
const MOST_MARKS = 20;
const DASHES = [[7, 4], [2, 3], [10, 3, 2, 3], [4, 2]];

/** The run first, then what it is measured against. */
export function heldOutOrder(family: Family, evaluations: Evaluations): RunName[] {
  return ['run', 'pretrained', 'scratch', ...family.yardsticks].filter((run) => evaluations[run]);
}

export function heldOutDrawing(family: Family, learner: Learner, resolved: Resolved, evaluations: Evaluations, theme: Theme, words: Words): Drawing | null {
  const { text } = words;
  const count = countOf(family, learner);
  const soFar = tellsTotals(family, learner);
  const order = heldOutOrder(family, evaluations);
  const series = order.flatMap((run): Series[] => {
    const { trace, group } = evaluations[run]!;
    const curve = soFar ? meanSoFar(trace) : (tellsMeans(family, resolved) ? means : quartiles)(trace, group);
    if (!curve?.middle.length) return [];
    const style = styleOf(run, family, theme);
    const band = run === 'run' || order.length <= MOST_BANDS;
    return [
      {
        label: runName(run, words),
        ...style,
        // A pull is counted with itself; an inner step or an episode by what came before it.
        x: curve.middle.map((_, i) => (count === 'pull' ? i + 1 : i)),
        middle: curve.middle,
        lower: band ? curve.lower : [],
        upper: band ? curve.upper : [],
        marks: curve.middle.length <= MOST_MARKS && !family.yardsticks.includes(run),
      },
    ];
  });
  if (!series.length) return null;
  // The run is drawn last, over what it is measured against.
  return bands({
    series: series.reverse(),
    xLabel: text.heldOutSteps[count],
    yLabel: soFar ? text.heldOutSoFar[count === 'pull' ? 'pull' : 'episode'] : text.value[family.value],
    ...(family.value === 'loss' ? { floor: 0 } : {}),
  });
}

function styleOf(run: RunName, family: Family, theme: Theme): Pick<Series, 'colour' | 'dash' | 'width'> {
  if (run === 'run') return { colour: theme.post };
  if (run === 'scratch') return { colour: theme.scratch, dash: [2, 4] };
  if (run === 'pretrained') return { colour: theme.pretrained, dash: [7, 4] };
  const i = Math.max(0, family.yardsticks.indexOf(run));
  return { colour: [theme.scratch, theme.pretrained, theme.class3][i % 3]!, dash: DASHES[Math.floor(i / 3) % DASHES.length]!, width: 1.6 };
}
