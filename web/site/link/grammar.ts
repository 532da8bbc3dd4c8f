// The part of an address behind the `#`: a run line, and after a `!` the state in which it is to be shown, as in
// `learner=maml&tasks=sinusoid!at=2000&task=3`. Anybody may have written it: what is not exactly of this form is refused whole.
import { ATTRIBUTES, FARTHEST } from '../../element/api/attributes.ts';

/** A state that a link names. */
export interface LinkedState {
  /** Completed meta-iterations. */
  at: number;
  /** The task of the batch that is shown, from 1. */
  task?: number;
  speed?: SpeedName;
  /** The view that is brought into sight. */
  view?: string;
  /** The engine's build with which the link was made, and the hash of the meta-parameters there. */
  made?: { build: string; hash: string };
}

type SpeedRow = Extract<(typeof ATTRIBUTES)[number], { name: 'speed' }>;
const { allowed: SPEED_NAMES } = ATTRIBUTES.find((row): row is SpeedRow => row.name === 'speed')!;
export type SpeedName = SpeedRow['allowed'][number];

/** What is wrong with a state, for a sentence in any language. */
export type LinkFault =
  | { code: 'unknown'; key: string; allowed: readonly string[] }
  | { code: 'twice' | 'missing'; key: string }
  | { code: 'whole'; key: string; value: string; least: number; most: number }
  | { code: 'choice'; key: string; value: string; allowed: readonly string[] }
  | { code: 'digits'; key: string; value: string };

export interface Link {
  /** "" for the run that opens without a choice. */
  line: string;
  state: LinkedState | null;
}

export const KEYS = ['at', 'task', 'speed', 'view', 'build', 'hash'] as const;
type Key = (typeof KEYS)[number];

/** The most tasks of a batch that are told apart. */
const MOST_TASKS = 999_999;
/** A stranger's text is shown back to them, but not at any length. */
const SHOWN = 40;

const shown = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text);

/** `views`: those that the page has. */
export function parseLink(text: string, views: readonly string[]): Link | LinkFault {
  const at = text.indexOf('!');
  if (at < 0) return { line: text, state: null };
  const given = new Map<Key, string>();
  for (const part of text.slice(at + 1).split('&')) {
    const name = part.split('=', 1)[0]!;
    const key = KEYS.find((known) => known === name);
    if (!key) return { code: 'unknown', key: shown(name), allowed: KEYS };
    if (given.has(key)) return { code: 'twice', key };
    given.set(key, part.slice(name.length + 1));
  }
  const state = stateOf(given, views);
  return 'code' in state ? state : { line: text.slice(0, at), state };
}

function stateOf(given: ReadonlyMap<Key, string>, views: readonly string[]): LinkedState | LinkFault {
  const whole = (key: Key, least: number, most: number): LinkFault | null => {
    const value = given.get(key);
    if (value === undefined || (/^(0|[1-9]\d*)$/.test(value) && Number(value) >= least && Number(value) <= most)) return null;
    return { code: 'whole', key, value: shown(value), least, most };
  };
  const choice = (key: Key, allowed: readonly string[]): LinkFault | null => {
    const value = given.get(key);
    return value === undefined || allowed.includes(value) ? null : { code: 'choice', key, value: shown(value), allowed };
  };
  const digits = (key: Key, other: Key): LinkFault | null => {
    const value = given.get(key);
    if (value === undefined) return given.has(other) ? { code: 'missing', key } : null;
    return /^[0-9a-f]{16}$/.test(value) ? null : { code: 'digits', key, value: shown(value) };
  };
  const fault =
    (given.has('at') ? null : ({ code: 'missing', key: 'at' } as const)) ??
    whole('at', 0, FARTHEST) ??
    whole('task', 1, MOST_TASKS) ??
    choice('speed', SPEED_NAMES) ??
    choice('view', views) ??
    digits('build', 'hash') ??
    digits('hash', 'build');
  if (fault) return fault;
  const [task, speed, view, build, hash] = (['task', 'speed', 'view', 'build', 'hash'] as const).map((key) => given.get(key));
  return {
    at: Number(given.get('at')),
    ...(task === undefined ? {} : { task: Number(task) }),
    ...(speed === undefined ? {} : { speed: speed as SpeedName }),
    ...(view === undefined ? {} : { view }),
    ...(build === undefined || hash === undefined ? {} : { made: { build, hash } }),
  };
}

export function formatLink({ line, state }: Link): string {
  if (!state) return line;
  const { at, task, speed, view, made } = state;
  const pairs = Object.entries({ at, task, speed, view, ...made }).filter(([, value]) => value !== undefined);
  return `${line}!${pairs.map(([key, value]) => `${key}=${value}`).join('&')}`;
}
