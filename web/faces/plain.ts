import { bands } from '../views/bands.ts';
import type { Face } from './face.ts';

/** For families whose way of drawing is not known here: the value of each moment of adaptation. */
export const plain: Face = {
  adaptation({ trace: { values }, family, resolved, words: { text, format } }, { theme, moment }) {
    if (!values) return null;
    const worth = values.data;
    return bands({
      series: [
        {
          label: moment === 'all' ? '' : format.number(worth[moment]!),
          colour: theme.post,
          x: Array.from(worth, (_, k) => k),
          middle: moment === 'all' ? worth : worth.subarray(0, moment + 1),
          lower: [],
          upper: [],
          marks: true,
        },
      ],
      x: [0, Math.max(1, worth.length - 1)],
      xLabel: text.heldOut.axis[resolved.adaptation.count],
      yLabel: text.history.values[family.value],
    });
  },
};
