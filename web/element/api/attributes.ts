import { SPEEDS } from '../../engine/protocol.ts';
import { DEFAULT_LINE } from '../../run/run-line.ts';
import type { AttributeRow } from './table.ts';

export { FARTHEST } from '../../engine/changes.ts';

/** The views that can be asked for; `update` is the last three pictures under one heading. */
export const VIEWS = ['goal', 'loops', 'timeline', 'tasks', 'adaptation', 'update', 'parameters', 'history', 'held-out', 'filmstrip', 'landscape', 'gradients', 'comparison', 'about', 'knobs', 'receipt'] as const;
export type ViewName = (typeof VIEWS)[number];

export const CONTROLS = ['family', 'learner', 'preset', 'play', 'step', 'reset', 'speed', 'status', 'goto', 'about'] as const;
export type ControlName = (typeof CONTROLS)[number];

export const THEMES = ['auto', 'light', 'dark'] as const;
export type ThemeName = (typeof THEMES)[number];

export const LOADS = ['visible', 'click', 'eager'] as const;
export type LoadName = (typeof LOADS)[number];

const first = { since: '0.2.0', stability: 'stable' } as const;

export const ATTRIBUTES = [
  {
    ...first,
    name: 'run',
    property: 'run',
    kind: 'text',
    default: DEFAULT_LINE,
    help: 'The run line that the element opens with. It is the author’s: the element never writes it, `line` says what is in force.',
  },
  {
    ...first,
    name: 'init-src',
    property: 'initSrc',
    kind: 'address',
    default: '',
    absent: 'starts from nothing',
    help: 'A file of saved meta-parameters (float32, little-endian) to start from; an `init=` in the run line must be its hash.',
  },
  {
    ...first,
    name: 'views',
    property: 'views',
    kind: 'tokens',
    allowed: VIEWS,
    default: 'tasks adaptation update',
    help: 'The pictures that are shown, in this order.',
  },
  {
    ...first,
    name: 'controls',
    property: 'controls',
    kind: 'tokens',
    allowed: CONTROLS,
    default: 'play step reset speed status',
    help: 'The controls that are shown, in this order; empty for none.',
  },
  {
    ...first,
    name: 'knobs',
    property: 'knobs',
    kind: 'knobs',
    default: '',
    absent: 'all, in the view `knobs`',
    help: 'The knobs that are shown, by name, in this order; `all` for every one that applies to the run. They are shown where `views` names `knobs`, else last.',
  },
  {
    ...first,
    name: 'lock',
    property: 'lock',
    kind: 'knobs',
    default: '',
    absent: 'nothing is locked',
    help: 'Knobs that keep the value of `run`, whatever is tried: by the controls, by `change` or by `restore`; `all` for every one.',
  },
  {
    ...first,
    name: 'bounds',
    property: 'bounds',
    kind: 'bounds',
    default: '',
    absent: 'the core’s own ranges',
    help: 'Narrower ranges and choices for knobs, such as `inner_lr:0.01..0.5 learner:maml|anil`.',
  },
  {
    ...first,
    name: 'lang',
    property: 'lang',
    kind: 'text',
    default: '',
    absent: 'the nearest `lang` around the element; English where the element does not speak it',
    help: 'The language of everything that the element says: `en` or `zh`.',
  },
  {
    ...first,
    name: 'theme',
    property: 'theme',
    kind: 'choice',
    allowed: THEMES,
    default: 'auto',
    help: 'Light or dark; `auto` follows the `color-scheme` that the host gives the element.',
  },
  {
    ...first,
    name: 'load',
    property: 'load',
    kind: 'choice',
    allowed: LOADS,
    default: 'visible',
    help: 'When the engine is loaded: as soon as the element is seen, when its button is pressed, or at once.',
  },
  {
    ...first,
    name: 'autoplay',
    property: 'autoplay',
    kind: 'flag',
    default: '',
    absent: 'waits for Play',
    help: 'Plays as soon as it is ready; never where the visitor prefers reduced motion.',
  },
  {
    ...first,
    name: 'background',
    property: 'background',
    kind: 'flag',
    default: '',
    absent: 'rests while it is not seen',
    help: 'Goes on while it is off screen or its tab is hidden, once it was started.',
  },
  {
    ...first,
    name: 'savable',
    property: 'savable',
    kind: 'flag',
    default: '',
    absent: 'its views have no menu',
    help: 'Each view with pictures has a menu that saves them as SVG and PNG, and their numbers as CSV.',
  },
  {
    ...first,
    name: 'speed',
    property: 'speed',
    kind: 'choice',
    allowed: SPEEDS,
    default: '',
    absent: 'the speed that shows the learner’s point',
    help: 'The speed that it opens with.',
  },
  {
    ...first,
    name: 'task',
    property: 'task',
    kind: 'count',
    default: '1',
    help: 'The task of each batch whose adaptation is shown, counted from 1.',
  },
  {
    ...first,
    name: 'goal',
    property: 'goal',
    kind: 'goal',
    default: '',
    absent: 'no goal',
    help: 'A goal in terms of what is measured; its progress is shown, and reaching it raises `metarl-milestone`.',
  },
  {
    ...first,
    name: 'store',
    property: 'store',
    kind: 'name',
    default: '',
    absent: 'nothing is stored',
    help: 'A name under which the browser keeps the run for the next visit (in IndexedDB); without it nothing is stored.',
  },
  {
    ...first,
    name: 'engine-src',
    property: 'engineSrc',
    kind: 'code',
    default: '',
    absent: 'beside the script, or inside it',
    help: 'Where `engine.wasm` is, if not where the package put it.',
  },
  {
    ...first,
    name: 'worker-src',
    property: 'workerSrc',
    kind: 'code',
    default: '',
    absent: 'beside the script, or inside it',
    help: 'Where the worker’s script is; needed where a host’s policy forbids `blob:` workers.',
  },
] as const satisfies readonly AttributeRow[];

export type AttributeName = (typeof ATTRIBUTES)[number]['name'];
