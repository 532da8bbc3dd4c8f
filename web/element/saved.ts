// What `save` gives and `restore` takes: an object that JSON can hold. Whoever hands one in is a stranger, so every field is checked.
import { SPEEDS, type Speed } from '../engine/protocol.ts';
import { MOST_BYTES } from '../parts/files.ts';
import { LONGEST_LINE } from '../run/run-line.ts';
import { type Parsed, refuse } from './refused.ts';

export const SAVED_FORMAT = 'meta-rl-playground';
export const SAVED_VERSION = 1;

export interface SavedState {
  format: typeof SAVED_FORMAT;
  /** Raised when a reader of the version before would misunderstand; older versions stay readable. */
  version: typeof SAVED_VERSION;
  /** The engine's build; another one may refuse the snapshot and starts the line from its beginning then. */
  build: string;
  /** The run line in force, as briefly as it can be said. */
  line: string;
  /** Completed meta-iterations, and the hash of the meta-parameters there: for people and for checks; they decide nothing. */
  iteration: number;
  hash: string;
  /** The whole state of the run, base64 of the engine's snapshot; null for the line's beginning. */
  snapshot: string | null;
  /** Meta-parameters that the line's `init=` names, base64 of little-endian float32; null where it has none or a snapshot holds them. */
  parameters: string | null;
  speed: Speed | null;
  /** The task shown, from 1. */
  task: number | null;
  /** A task of the visitor's own, by its parameters. */
  probe: number[] | null;
}

/** What `restore` was given, checked; bytes decoded. Absent: stays as it is. */
export interface Restorable {
  line?: string | null;
  snapshot?: Uint8Array | null;
  parameters?: Uint8Array | null;
  speed?: Speed | null;
  task?: number | null;
  probe?: number[] | null;
}

export { MOST_BYTES };
export { RUN_FORMAT, RUN_VERSION } from '../parts/takeaway/run-format.ts';
const MOST_NUMBERS = 1024;

type Check = (value: unknown) => unknown;
const fails = Symbol('fails');

/** Each field with its parsed value; `fails` where it is malformed. */
const CHECKS: Record<keyof Restorable, Check> = {
  line: (value) => (typeof value === 'string' && value.length <= LONGEST_LINE ? value : fails),
  snapshot: bytesOf,
  parameters: floatsOf,
  speed: (value) => SPEEDS.find((speed) => speed === value) ?? fails,
  task: (value) => (Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 999_999 ? value : fails),
  probe: (value) =>
    Array.isArray(value) && value.length >= 1 && value.length <= MOST_NUMBERS && value.every((number) => typeof number === 'number' && Number.isFinite(number)) ? [...value] : fails,
};
const ABOUT = ['format', 'version', 'build', 'iteration', 'hash'];

function bytesOf(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[A-Za-z0-9+/]*={0,2}$/.test(value) || value.length % 4) return fails;
  return fromBase64(value);
}

function floatsOf(value: unknown): unknown {
  const bytes = bytesOf(value);
  return bytes instanceof Uint8Array && bytes.length % 4 === 0 ? bytes : fails;
}

/** `given`: anything at all. */
export function parseSaved(given: unknown): Parsed<Restorable> {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return { refused: refuse('saved-shape', 'restore') };
  const object = given as Record<string, unknown>;
  if ('format' in object && object.format !== SAVED_FORMAT) return { refused: refuse('saved-shape', 'restore') };
  if ('version' in object && object.version !== SAVED_VERSION) {
    return { refused: refuse('saved-version', 'restore', String(object.version), { version: String(SAVED_VERSION) }) };
  }
  const found: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(object)) {
    if (ABOUT.includes(field) || value === undefined) continue;
    if (!Object.hasOwn(CHECKS, field)) return { refused: refuse('saved-field', 'restore', field, { allowed: Object.keys(CHECKS) }) };
    if (typeof value === 'string' && value.length > (MOST_BYTES / 3) * 4) return { refused: refuse('saved-size', 'restore', field, { most: String(MOST_BYTES / 1024 / 1024) }) };
    const checked = value === null ? null : CHECKS[field as keyof Restorable](value);
    if (checked === fails) return { refused: refuse('saved-value', 'restore', field) };
    found[field] = checked;
  }
  return { value: found as Restorable };
}

/** In pieces: a call with a million arguments overflows the stack. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

export function fromBase64(text: string): Uint8Array {
  const plain = atob(text);
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}
