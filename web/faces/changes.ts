// How much a meta-update changed the unadapted parameters, in words.
import type { Scene } from './face.ts';

/** Of functions: by how much their outputs differ. */
export function changeOfOutputs(scene: Scene): string | null {
  const amount = meanDifference(scene);
  return amount === null ? null : scene.words.text.meta.outputs(scene.words.format.number(amount));
}

/** Of episodes in a space of real numbers: by how much their states differ. */
export function changeOfStates(scene: Scene): string | null {
  const amount = meanDifference(scene);
  return amount === null ? null : scene.words.text.meta.states(scene.words.format.number(amount));
}

/** Of episodes over numbered places: at how many steps the place is another one. Differences of numbers mean nothing there. */
export function changeOfPlaces({ trace: { meta_before: before, meta_after: after }, words: { text, format } }: Scene): string | null {
  if (!before || !after || before.data.length !== after.data.length) return null;
  const [rows = 1, width = 1] = before.shape.slice(-2);
  const steps = rows - 1;
  let other = 0;
  for (let t = 1; t <= steps; t++) {
    if (before.data.subarray(t * width, (t + 1) * width).some((value, i) => value !== after.data[t * width + i])) other += 1;
  }
  return text.meta.places(format.amount(other), format.amount(steps));
}

function meanDifference({ trace: { meta_before: before, meta_after: after } }: Scene): number | null {
  if (!before || !after || before.data.length !== after.data.length) return null;
  let sum = 0;
  let count = 0;
  for (let i = 0; i < before.data.length; i++) {
    const difference = Math.abs(before.data[i]! - after.data[i]!);
    if (!Number.isFinite(difference)) continue;
    sum += difference;
    count += 1;
  }
  return sum / (count || 1);
}
