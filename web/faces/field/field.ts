import { stepColour } from '../../views/colour.ts';
import { field as fieldView } from '../../views/field.ts';
import { changeOfOutputs } from '../changes.ts';
import { type Face, settingOf } from '../face.ts';
import { lastOf, momentName, part } from '../moments.ts';
import { truthTables } from './truth-tables.ts';

/** Functions of two inputs with an output between 0 and 1: those of two bits. */
export const field: Face = {
  adaptation(scene, { theme, moment }) {
    const { grid_inputs: inputs, grid_outputs: outputs, grid_targets: truth, support_inputs: places, support_targets: targets } = scene.trace;
    if (!inputs || !outputs) return null;
    const last = lastOf(outputs);
    const moments = moment === 'all' ? Array.from({ length: last + 1 }, (_, k) => k) : [moment];
    return fieldView({
      inputs: inputs.data,
      panels: [
        ...moments.map((k) => ({ title: momentName(k, scene), colour: stepColour(theme, k, last), values: part(outputs, k) })),
        ...(truth ? [{ title: scene.words.text.faces.field.truth, colour: theme.truth, values: truth.data }] : []),
      ],
      ...(places && targets ? { points: { inputs: places.data, targets: targets.data } } : {}),
      range: settingOf(scene, 'field').outputs,
    });
  },

  legend: ({ words: { text } }, theme) => [
    { look: 'ring', colour: theme.ink, label: text.faces.field.support('0') },
    { look: 'full', colour: theme.ink, label: text.faces.field.support('1') },
  ],

  meta: {
    pictures: 1,
    drawings(scene, theme) {
      const { grid_inputs: inputs, meta_before: before, meta_after: after } = scene.trace;
      const { text } = scene.words;
      if (!inputs || !before) return [];
      return [
        fieldView({
          inputs: inputs.data,
          panels: [
            { title: text.meta.before, colour: theme.muted, values: before.data },
            ...(after ? [{ title: text.meta.after, colour: theme.pre, values: after.data }] : []),
          ],
          range: settingOf(scene, 'field').outputs,
        }),
      ];
    },
    change: changeOfOutputs,
  },

  tasks: truthTables,
};
