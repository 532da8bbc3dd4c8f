// Bounds that an author sets for knobs: `inner_lr:0.01..0.5 inner_steps:..3 learner:maml|anil`.
import { type Parsed, refuse } from './refused.ts';

/** A range (both ends included; infinite where one is left open), or the choices that remain. */
export type Bound = { low: number; high: number } | { among: string[] };
export type Bounds = ReadonlyMap<string, Bound>;

const NAME = /^[a-z][a-z0-9_]*$/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

export function parseBounds(text: string): Parsed<Bounds> {
  const bounds = new Map<string, Bound>();
  for (const part of text.trim().split(/\s+/).filter(Boolean)) {
    const cut = part.indexOf(':');
    const key = part.slice(0, Math.max(0, cut));
    const rest = part.slice(cut + 1);
    if (!NAME.test(key) || !rest) return { refused: refuse('bound-form', 'bounds', part) };
    if (bounds.has(key)) return { refused: refuse('bound-twice', 'bounds', part, { part: key }) };
    const range = rest.split('..');
    if (range.length === 1) {
      const among = rest.split('|');
      if (among.some((choice) => !/^[\w.-]+$/.test(choice))) return { refused: refuse('bound-form', 'bounds', part) };
      bounds.set(key, { among });
      continue;
    }
    const [low = '', high = ''] = range;
    if (range.length > 2 || (!low && !high) || [low, high].some((end) => end && !NUMBER.test(end))) return { refused: refuse('bound-form', 'bounds', part) };
    const bound = { low: low ? Number(low) : Number.NEGATIVE_INFINITY, high: high ? Number(high) : Number.POSITIVE_INFINITY };
    if (bound.low > bound.high) return { refused: refuse('bound-range', 'bounds', part, { part: key }) };
    bounds.set(key, bound);
  }
  return { value: bounds };
}

export function formatBounds(bounds: Bounds): string {
  const end = (value: number) => (Number.isFinite(value) ? String(value) : '');
  return [...bounds].map(([key, bound]) => `${key}:${'among' in bound ? bound.among.join('|') : `${end(bound.low)}..${end(bound.high)}`}`).join(' ');
}
