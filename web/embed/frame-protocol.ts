// What a page may say to the frame. Every message is an object with `ns`, `v` and `type`, and an `id` where the answer is to be told
// from others; the element's table (element/api/frame.ts) lists them all. Nothing here touches a window: messages come in as
// unknown values, since anybody may send one.
import { FRAME_NAMESPACE, FRAME_VERSION } from '../element/api/frame.ts';

export type StepSize = 'phase' | 'iteration';
export type MessageId = string | number;

export type Incoming =
  | { type: 'hello' }
  | { type: 'configure'; attributes: Record<string, string | null> }
  | { type: 'play' }
  | { type: 'pause' }
  | { type: 'step'; until: StepSize }
  | { type: 'reset' }
  | { type: 'change'; key: string; value: string }
  | { type: 'getState' }
  | { type: 'setState'; saved: Record<string, unknown> }
  | { type: 'getReceipt' };

export const ACCEPTED = ['hello', 'configure', 'play', 'pause', 'step', 'reset', 'change', 'getState', 'setState', 'getReceipt'] as const satisfies readonly Incoming['type'][];

/** What is larger is refused unread. */
export const LIMITS = {
  /** Characters of an attribute's value, a key or a knob's value. */
  text: 65_536,
  /** Attributes in one message. */
  attributes: 32,
  /** Fields of a saved state, and characters in all of them together. */
  fields: 32,
  saved: 96 * 1024 * 1024,
  /** Messages a second, over a longer time. */
  rate: 20,
  /** Messages at once. */
  burst: 40,
} as const;

/** As the element's refusals: the code and the sentence, and the field that it is about. */
export interface Refusal {
  code: `frame-${'id' | 'version' | 'type' | 'attribute' | 'value' | 'size' | 'rate' | 'address'}`;
  key: string;
  value: string;
  message: string;
}

export type Parsed =
  | { id: MessageId | undefined; message: Incoming; refused?: undefined }
  | { id: MessageId | undefined; refused: Refusal };

type Fields = Record<string, unknown>;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const own = (value: Fields, key: string): unknown => (Object.hasOwn(value, key) ? value[key] : undefined);

/** Control characters and those that turn the direction of text. */
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

/** What a stranger wrote, short and plain enough to be repeated. */
function plain(value: unknown): string {
  const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : typeof value;
  return (text.length > 40 ? `${text.slice(0, 40)}…` : text).replace(unprintable, ' ');
}

/** Thrown and caught within this file. */
class Refused extends Error {
  constructor(
    readonly code: Refusal['code'],
    readonly key: string,
    readonly value: unknown,
    message: string,
  ) {
    super(message);
  }
}

const list = (names: Iterable<string>) => [...names].join(', ');

function idOf(fields: Fields): MessageId | undefined {
  const id = own(fields, 'id');
  if (id === undefined || (typeof id === 'number' && Number.isSafeInteger(id)) || (typeof id === 'string' && id.length <= 64)) return id;
  throw new Refused('frame-id', 'id', '', 'An id is a whole number or a text of at most 64 characters.');
}

function textOf(fields: Fields, key: string): string {
  const value = own(fields, key);
  if (typeof value !== 'string') throw new Refused('frame-value', key, value, `"${key}" must be text.`);
  if (value.length > LIMITS.text) throw new Refused('frame-size', key, value, `"${key}" may have ${LIMITS.text} characters, not ${value.length}.`);
  return value;
}

function attributesOf(fields: Fields, allowed: ReadonlySet<string>): Record<string, string | null> {
  const given = own(fields, 'attributes') ?? {};
  if (!isObject(given)) throw new Refused('frame-value', 'attributes', given, '"attributes" must be an object of names and texts.');
  const names = Object.keys(given);
  if (names.length > LIMITS.attributes) throw new Refused('frame-size', 'attributes', names.length, `At most ${LIMITS.attributes} attributes are set at once, not ${names.length}.`);
  return Object.fromEntries(
    names.map((name) => {
      if (!allowed.has(name)) throw new Refused('frame-attribute', plain(name), '', `"${plain(name)}" cannot be set from outside; what can is ${list(allowed)}.`);
      return [name, given[name] === null ? null : textOf(given, name)];
    }),
  );
}

function stepOf(fields: Fields): StepSize {
  const until = own(fields, 'until') ?? 'iteration';
  if (until === 'phase' || until === 'iteration') return until;
  throw new Refused('frame-value', 'until', until, `"until" is phase or iteration, not "${plain(until)}".`);
}

/** The element checks what the fields mean; here their number and their size. */
function savedOf(fields: Fields): Fields {
  const saved = own(fields, 'saved');
  if (!isObject(saved)) throw new Refused('frame-value', 'saved', saved, '"saved" must be an object as getState gives it, or a part of one.');
  const names = Object.keys(saved);
  if (names.length > LIMITS.fields) throw new Refused('frame-size', 'saved', names.length, `"saved" has at most ${LIMITS.fields} fields, not ${names.length}.`);
  const size = names.reduce((sum, name) => sum + name.length + (typeof saved[name] === 'string' ? saved[name].length : 0), 0);
  if (size > LIMITS.saved) throw new Refused('frame-size', 'saved', size, `"saved" may have ${LIMITS.saved} characters, not ${size}.`);
  return saved;
}

function bodyOf(fields: Fields, allowed: ReadonlySet<string>): Incoming {
  const type = own(fields, 'type');
  switch (type as Incoming['type']) {
    case 'hello':
    case 'play':
    case 'pause':
    case 'reset':
    case 'getState':
    case 'getReceipt':
      return { type: type as 'hello' };
    case 'configure':
      return { type: 'configure', attributes: attributesOf(fields, allowed) };
    case 'step':
      return { type: 'step', until: stepOf(fields) };
    case 'change':
      return { type: 'change', key: textOf(fields, 'key'), value: textOf(fields, 'value') };
    case 'setState':
      return { type: 'setState', saved: savedOf(fields) };
  }
  throw new Refused('frame-type', 'type', type, `"${plain(type)}" is no message that a frame knows; it knows ${list(ACCEPTED)}.`);
}

/** Reads a message, or gives null for what is none of ours. `allowed` names the attributes that a stranger may set. */
export function parseMessage(data: unknown, allowed: ReadonlySet<string>): Parsed | null {
  if (!isObject(data) || own(data, 'ns') !== FRAME_NAMESPACE) return null;
  let id: MessageId | undefined;
  try {
    id = idOf(data);
    const version = own(data, 'v');
    if (version !== FRAME_VERSION) throw new Refused('frame-version', 'v', version, `This frame speaks version ${FRAME_VERSION}, not ${plain(version)}.`);
    return { id, message: bodyOf(data, allowed) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { id, refused: { code: error.code, key: error.key, value: plain(error.value), message: error.message } };
  }
}

/** A message as it is sent. */
export function envelope(type: string, body: object, id?: MessageId): object {
  return { ns: FRAME_NAMESPACE, v: FRAME_VERSION, type, ...(id === undefined ? {} : { id }), ...body };
}

/** Lets LIMITS.burst messages through at once and LIMITS.rate a second after that. Times are in milliseconds. */
export class RateLimit {
  private left: number = LIMITS.burst;
  private complained = Number.NEGATIVE_INFINITY;

  constructor(private filled: number) {}

  /** `complain` for the first message too many in a second, `drop` for the others. */
  judge(now: number): 'pass' | 'complain' | 'drop' {
    this.left = Math.min(LIMITS.burst, this.left + ((now - this.filled) / 1000) * LIMITS.rate);
    this.filled = now;
    if (this.left >= 1) {
      this.left -= 1;
      return 'pass';
    }
    if (now - this.complained < 1000) return 'drop';
    this.complained = now;
    return 'complain';
  }
}

export const tooMany: Refusal = {
  code: 'frame-rate',
  key: '',
  value: '',
  message: `More than ${LIMITS.rate} messages a second are not answered.`,
};
export const noAddress: Refusal = {
  code: 'frame-address',
  key: '',
  value: '',
  message: 'A page without an origin of its own (from a file, or sandboxed) sends a MessagePort with its first message; answers come through it.',
};
