import type { Trace } from '../../engine/protocol.ts';
import type { Words } from '../../messages/index.ts';
import { type Classes, classes as classesView } from '../../views/classes.ts';
import { classColours, stepColour } from '../../views/colour.ts';
import { changeOfOutputs } from '../changes.ts';
import type { Face, Mark } from '../face.ts';
import { lastOf, momentName, part } from '../moments.ts';
import { inThePlane } from './principal.ts';

/** Shapes of marks, in the order of the classes. */
const SHAPES = 6;

/** Classes of points in the plane. */
export const classes: Face = {
  adaptation(scene, { theme, moment }) {
    const { trace, resolved, words } = scene;
    const { grid_inputs: inputs, grid_outputs: outputs, grid_targets: truth } = trace;
    if (!inputs || !outputs) return null;
    const last = lastOf(outputs);
    // Without an example every class is as likely: nothing to be seen.
    const some = resolved.adaptation.count === 'example' ? [...new Set([Math.min(1, last), last])] : Array.from({ length: last + 1 }, (_, k) => k);
    const moments = moment === 'all' ? some : [moment];
    return classesView({
      inputs: inputs.data,
      count: outputs.shape[2] ?? 1,
      panels: [
        ...moments.map((k) => ({ title: momentName(k, scene), colour: stepColour(theme, k, last), probabilities: part(outputs, k) })),
        ...(truth ? [{ title: words.text.faces.classes.truth, colour: theme.truth, classes: truth.data }] : []),
      ],
      ...points(trace, 'support'),
      ...points(trace, 'query'),
      ...space(trace, words),
    });
  },

  legend({ trace, words: { text, format } }, theme) {
    const say = text.faces.classes;
    const count = trace.grid_outputs?.shape[2] ?? 0;
    const each = Array.from({ length: count }, (_, c): Mark => ({
      look: `shape${c % SHAPES}`,
      colour: classColours(theme)[c % SHAPES]!,
      label: say.class(format.amount(c + 1)),
    }));
    const kinds: Mark[] = [
      { look: 'ringed', colour: theme.task, label: say.support },
      { look: 'small', colour: theme.task, label: say.query },
    ];
    return [...each, ...kinds, ...(trace.prototypes ? [{ look: 'large', colour: theme.task, label: say.prototype } as const] : [])];
  },

  meta: {
    pictures: 1,
    drawings({ trace: { grid_inputs: inputs, meta_before: before, meta_after: after }, words: { text } }, theme) {
      if (!inputs || !before) return [];
      return [
        classesView({
          inputs: inputs.data,
          count: before.shape[1] ?? 1,
          panels: [
            { title: text.meta.before, colour: theme.muted, probabilities: before.data },
            ...(after ? [{ title: text.meta.after, colour: theme.pre, probabilities: after.data }] : []),
          ],
        }),
      ];
    },
    change: changeOfOutputs,
  },
};

function points(trace: Trace, which: 'support' | 'query'): Partial<Classes> {
  const places = trace[`${which}_inputs`];
  const targets = trace[`${which}_targets`];
  return places && targets ? { [which]: { places: places.data, classes: targets.data } } : {};
}

/** The points adapted on, and the prototypes between them, in what was learned. */
function space({ embeddings, prototypes, support_targets: targets }: Trace, { text }: Words): Partial<Classes> {
  if (!embeddings || !prototypes || !targets) return {};
  const flat = inThePlane(embeddings.data, embeddings.shape[1] ?? 1, prototypes.data);
  return { embedding: { title: text.faces.classes.space, points: { places: flat.rows, classes: targets.data }, prototypes: flat.more } };
}
