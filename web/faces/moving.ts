// Faces of families whose episodes are watched in motion: before adaptation and after it, one stage above the other.
import { stepColour } from '../views/colour.ts';
import type { Drawing, Theme } from '../views/frame.ts';
import type { Group, Turn } from '../views/stages.ts';
import { changeOfStates } from './changes.ts';
import { metaEpisodes, walksOf } from './episodes.ts';
import type { Face, Mark, Scene } from './face.ts';
import { lastOf, momentName } from './moments.ts';

/** `picture`: of groups of episodes on one task, null for the unadapted parameters, whose task is none in particular. */
export function moving(picture: (scene: Scene, groups: Group[], task: ArrayLike<number> | null) => Drawing, legend?: (scene: Scene, theme: Theme) => Mark[]): Face {
  return {
    ownPace: true,

    adaptation(scene, { theme, moment }) {
      const { episodes, lengths, values } = scene.trace;
      if (!episodes || !lengths) return null;
      const last = lastOf(episodes);
      const { text, format } = scene.words;
      const moments = [...new Set(moment === 'all' ? [0, last] : [moment])];
      const groups = moments.map((k) => ({
        ...walksOf(episodes, lengths, k),
        title: momentName(k, scene),
        colour: stepColour(theme, k, last),
        summary: values ? text.faces.moving.return(format.number(values.data[k]!)) : '',
      }));
      return picture(scene, groups, scene.task);
    },

    ...(legend ? { legend } : {}),

    meta: {
      pictures: 2,
      drawings: (scene, theme) =>
        metaEpisodes(scene, theme).map(({ title, trace: { episodes, lengths } }) =>
          picture(scene, [{ ...walksOf(episodes!, lengths!, 0), title, colour: theme.pre, summary: '' }], null),
        ),
      change: changeOfStates,
    },
  };
}

/** Where the task changes within an episode. */
export function turnOf({ words: { text } }: Scene, row: number | undefined): Turn | undefined {
  return row === undefined ? undefined : { row, label: text.faces.moving.turn };
}

/** The number of a drawn column; the first where the family has none of that name. */
export function columnOf({ family }: Scene, name: string): number {
  return Math.max(0, family.variables.indexOf(name));
}
