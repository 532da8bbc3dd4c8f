// One way of drawing a family of tasks (`Family.drawing`). Parts know a face by this interface alone, and a face knows
// nothing of parts, runs or pages: a trace, the family, the resolved line and words go in; drawings, marks and sentences
// come out. A new way of drawing is one file (or folder) with an object of this type, and one line in index.ts.
import type { Family, Learner, Resolved, Scenes, Trace, TraceArray } from '../engine/protocol.ts';
import type { Words } from '../messages/index.ts';
import type { Drawing, Theme } from '../views/frame.ts';
import type { Row } from '../views/trial.ts';

/** A moment of adaptation by its number from 0, or all of them. */
export type Moment = number | 'all';

/** What is known of one task's adaptation. */
export interface Scene {
  trace: Trace;
  family: Family;
  learner: Learner;
  resolved: Resolved;
  /** The task's parameters; null as long as none has been sampled. */
  task: Float32Array | null;
  words: Words;
}

/** What all tasks of the run share in their pictures: limits, sizes and rewards, as the family itself computes with. */
export function settingOf<K extends keyof Scenes>({ resolved }: Pick<Scene, 'resolved'>, _drawing: K): Scenes[K] {
  return resolved.scene as Scenes[K];
}

/** How a scene is looked at. */
export interface Look {
  theme: Theme;
  moment: Moment;
}

/** Proportions of a picture: as wide as high, somewhat higher than wide, or two squares one above the other. */
export type Shape = 'square' | 'portrait' | 'tower';

/** How a mark of a legend looks. */
export type MarkLook =
  | 'dot' | 'small' | 'ring' | 'full' | 'ringed' | 'large' | 'line' | 'pale' | 'thick' | 'dashes' | 'plus' | 'box' | 'frame' | 'shade' | 'tick'
  | `shape${number}`;

/** One entry of a legend: how it looks, in which colour, and its meaning. */
export interface Mark {
  look: MarkLook;
  colour: string;
  label: string;
}

export interface Face {
  /** Of its picture, from the first moment on; square where it is not said. */
  shape?(about: Pick<Scene, 'family' | 'learner' | 'resolved'>): Shape;
  /** The picture of one task's adaptation; null as long as the trace has nothing to draw. */
  adaptation(scene: Scene, look: Look): Drawing | null;
  legend?(scene: Scene, theme: Theme): Mark[];
  /** Sentences about a trial on the task shown, where they are not those of any family. */
  trial?(scene: Scene): string[];
  /** Rows over the steps of a trial beside those that every trial has. */
  rows?(scene: Scene, theme: Theme): Row[];
  /** Its episodes move at a pace of their own and all at once, so that no line over the steps of a trial can move along. */
  ownPace?: boolean;
  /** Absent where the unadapted parameters have nothing to be seen by. */
  meta?: MetaFace;
  /** Absent where tasks are points in the space of their parameters. */
  tasks?: TasksFace;
}

/** The unadapted parameters before and after a meta-update. */
export interface MetaFace {
  /** Functions share one picture; episodes have one each. */
  pictures: 1 | 2;
  /** As many as the trace has data for. */
  drawings(scene: Scene, theme: Theme): Drawing[];
  legend?(scene: Scene, theme: Theme): Mark[];
  /** How much the update changed; null as long as it is not known. */
  change(scene: Scene): string | null;
}

/** A batch of tasks, to be shown in a way of its own. */
export interface TasksScene {
  resolved: Resolved;
  /** The sampled batch, a row for each task; null before the first. */
  tasks: TraceArray | null;
  /** The batch before it. */
  before: Float32Array | null;
  /** Number of the task shown in the batch; null for a task of the visitor's own. */
  index: number | null;
  /** Parameters of the task shown. */
  shown: Float32Array | null;
  words: Words;
}

/** One of all possible tasks. */
export interface Tile {
  name: string;
  /** A small picture: values from 0 to 1, row by row. */
  cells: number[];
  columns: number;
  /** How often it is in the batch; and whether it was in the one before. */
  count: number;
  before: boolean;
  chosen: boolean;
  /** Its place in the batch, else the task to be tried. */
  task: number | Float32Array;
}

/** Where all possible tasks can be laid out, they are tiles to choose from. */
export interface TasksFace {
  lead(words: Words): string;
  tiles(scene: TasksScene): Tile[];
  /** Written on a tile that is in the batch. */
  count(tile: Tile, words: Words): string;
  /** One sentence about the batch. `iteration`: the one that it was sampled in. */
  sampled(tasks: TraceArray, iteration: number, words: Words): string;
  /** A task in words. */
  name(task: ArrayLike<number>, words: Words): string;
}
