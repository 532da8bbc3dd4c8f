import type { Trace } from '../engine/protocol.ts';
import type { Words } from '../messages/index.ts';
import { inThePlane } from '../state/principal.ts';
import { type Classes, classes } from '../views/classes.ts';
import { stepColour } from '../views/colour.ts';
import type { Drawing } from '../views/frame.ts';
import { type Shown, part, stepName } from './shown.ts';

export function classesDrawing({ trace, theme, step, count, words }: Shown): Drawing | null {
  const outputs = trace.grid_outputs;
  if (!outputs) return null;
  const last = outputs.shape[0]! - 1;
  // Without an example every class is as likely: nothing to be seen.
  const some = count === 'example' ? [...new Set([Math.min(1, last), last])] : Array.from({ length: last + 1 }, (_, k) => k);
  const steps = step === 'all' ? some : [step];
  return classes({
    inputs: trace.grid_inputs!.data,
    count: outputs.shape[2]!,
    panels: [
      ...steps.map((k) => ({ title: stepName(k, count, words), colour: stepColour(theme, k, last), probabilities: part(outputs, k) })),
      ...(trace.grid_targets ? [{ title: words.text.trueClasses, colour: theme.truth, classes: trace.grid_targets.data }] : []),
    ],
    ...points(trace, 'support'),
    ...points(trace, 'query'),
    ...embedding(trace, words),
  });
}

function points(trace: Trace, which: 'support' | 'query'): Partial<Classes> {
  const places = trace[`${which}_inputs`];
  const targets = trace[`${which}_targets`];
  return places && targets ? { [which]: { places: places.data, classes: targets.data } } : {};
}

function embedding(trace: Trace, words: Words): Partial<Classes> {
  const { embeddings, prototypes, support_targets: targets } = trace;
  if (!embeddings || !prototypes || !targets) return {};
  const plane = inThePlane(embeddings.data, embeddings.shape[1]!, prototypes.data);
  return { embedding: { title: words.text.embedding, points: { places: plane.rows, classes: targets.data }, prototypes: plane.more } };
}
