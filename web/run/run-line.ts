// The page's view of a run line: text that is taken apart and put together, never understood. The core does that.

/** What opens without a choice; the core fills in the rest. */
export const DEFAULT_LINE = 'learner=maml&tasks=point-navigation';

/** Characters; the core's own limit. */
export const LONGEST_LINE = 65_536;

export type Pairs = Array<[key: string, value: string]>;

export function parsePairs(line: string): Pairs {
  return line
    .split('&')
    .filter(Boolean)
    .map((part) => {
      const at = part.indexOf('=');
      return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
    });
}

export function formatPairs(pairs: Pairs): string {
  return pairs.map(([key, value]) => `${key}=${value}`).join('&');
}

/**
 * The line with another value for one key. The run starts again with it, so what was changed while it ran
 * (`key=value@iteration`) becomes its first value.
 */
export function withValue(line: string, key: string, value: string): string {
  const settled = new Map<string, string>();
  for (const [name, given] of parsePairs(line)) settled.set(name, given.split('@')[0] ?? '');
  settled.set(key, value);
  return formatPairs([...settled]);
}

/** The value that a line gives a key in the end; null where it gives none. */
export function valueIn(line: string, key: string): string | null {
  return parsePairs(line).findLast(([name]) => name === key)?.[1] ?? null;
}

export function without(line: string, keys: string[]): string {
  return formatPairs(parsePairs(line).filter(([key]) => !keys.includes(key)));
}
