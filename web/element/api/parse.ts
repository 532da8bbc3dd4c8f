// From an attribute's text to its value. A text that cannot be read is refused with what is wrong; the default holds then, and every
// other attribute applies as ever.
import { type Bounds, parseBounds } from '../bounds.ts';
import { type Goal, parseGoal } from '../goal.ts';
import { type Parsed, type Refused, refuse } from '../refused.ts';
import { ATTRIBUTES, type AttributeName } from './attributes.ts';
import type { AttributeKind, AttributeRow } from './table.ts';

type Named<N extends AttributeName> = Extract<(typeof ATTRIBUTES)[number], { name: N }>;
type Allowed<Row> = Row extends { allowed: readonly (infer A)[] } ? A : string;
interface Kinds<Row> {
  text: string;
  address: string | null;
  code: string | null;
  choice: Allowed<Row> | (Row extends { default: '' } ? null : never);
  tokens: Array<Allowed<Row>>;
  knobs: string[] | 'all' | null;
  bounds: Bounds;
  goal: Goal | null;
  flag: boolean;
  count: number;
  name: string | null;
}

/** What each attribute's text means, by the attribute's name. */
export type AttributeValues = { [N in AttributeName]: Kinds<Named<N>>[Named<N>['kind']] };

export const observedAttributes: readonly AttributeName[] = ATTRIBUTES.map(({ name }) => name);

const words = (text: string) => text.split(/\s+/).filter(Boolean);

/** Schemes that code and data may be fetched from; `javascript:` and the like may not, and files only by a page that is one. */
const SCHEMES = ['http:', 'https:', 'blob:', 'data:'];

const CODE_SCHEMES = ['http:', 'https:', 'blob:'];

function addressOf(text: string, base: string): URL | null {
  try {
    return new URL(text.trim(), base);
  } catch {
    return null;
  }
}

/** Of the page, whatever its base is said to be. */
const ownOrigin = (base: string) => globalThis.location?.origin ?? new URL(base).origin;

function parseList(name: string, list: string[], allowed: readonly string[] | null): Parsed<string[]> {
  const unknown = allowed && list.find((word) => !allowed.includes(word));
  if (unknown) return { refused: refuse('tokens', name, unknown, { allowed: [...allowed] }) };
  const twice = list.find((word, i) => list.indexOf(word) !== i);
  return twice ? { refused: refuse('twice', name, twice) } : { value: list };
}

type Parser = (row: AttributeRow, text: string, base: string) => Parsed<unknown>;

const PARSERS: Record<AttributeKind, Parser> = {
  text: (_row, text) => ({ value: text.trim() }),
  flag: () => ({ value: true }),
  choice: ({ name, allowed = [] }, text) => {
    const found = allowed.find((choice) => choice === text.trim().toLowerCase());
    return found === undefined ? { refused: refuse('choice', name, text, { allowed: [...allowed] }) } : { value: found };
  },
  tokens: ({ name, allowed = [] }, text) => parseList(name, words(text), allowed),
  knobs: ({ name }, text) => (text.trim() === 'all' ? { value: 'all' } : parseList(name, words(text), null)),
  bounds: (_row, text) => parseBounds(text),
  goal: (_row, text) => (text.trim() ? parseGoal(text) : { value: null }),
  count: ({ name }, text) =>
    /^\d{1,6}$/.test(text.trim()) && Number(text) >= 1 ? { value: Number(text) } : { refused: refuse('whole', name, text) },
  name: ({ name }, text) => (/^[\w.-]{1,64}$/.test(text) ? { value: text } : { refused: refuse('name', name, text) }),
  address: ({ name }, text, base) => {
    const address = addressOf(text, base);
    if (!address) return { refused: refuse('address', name, text) };
    const allowed = SCHEMES.includes(address.protocol) || (address.protocol === 'file:' && base.startsWith('file:'));
    return allowed ? { value: address.href } : { refused: refuse('scheme', name, text) };
  },
  // Code runs with all that the page may do: an attribute must not be able to bring somebody else's.
  code: ({ name }, text, base) => {
    const address = addressOf(text, base);
    if (!address) return { refused: refuse('address', name, text) };
    const own = address.protocol === 'file:' ? base.startsWith('file:') : CODE_SCHEMES.includes(address.protocol) && address.origin === ownOrigin(base);
    return own ? { value: address.href } : { refused: refuse('foreign', name, text) };
  },
};

const NONE: Record<AttributeKind, unknown> = {
  text: '', address: null, code: null, choice: null, tokens: [], knobs: null, bounds: new Map(), goal: null, flag: false, count: 1, name: null,
};

/** `text`: null where the attribute is not there. `base`: the page's own address. */
export function parseAttribute<N extends AttributeName>(name: N, text: string | null, base = 'http://localhost/'): Parsed<AttributeValues[N]> {
  const row: AttributeRow = ATTRIBUTES.find((candidate) => candidate.name === name)!;
  if (text === null) return { value: defaultOf(row) as AttributeValues[N] };
  return PARSERS[row.kind](row, text, base) as Parsed<AttributeValues[N]>;
}

function defaultOf(row: AttributeRow): unknown {
  if (row.default === '') return NONE[row.kind];
  return PARSERS[row.kind](row, row.default, 'http://localhost/').value;
}

/** Every attribute's value, and what was refused. `read`: the text of an attribute, null where it is not there. */
export function parseAttributes(read: (name: string) => string | null, base?: string): { values: AttributeValues; refused: Refused[] } {
  const refused: Refused[] = [];
  const values = Object.fromEntries(
    ATTRIBUTES.map((row) => {
      const parsed = parseAttribute(row.name, read(row.name), base);
      if (parsed.refused) refused.push(parsed.refused);
      return [row.name, parsed.refused ? defaultOf(row) : parsed.value];
    }),
  ) as unknown as AttributeValues;
  return { values, refused };
}
