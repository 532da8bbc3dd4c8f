// Knobs that are changed while a run goes on: `key=value@n` in its line holds from the iteration on that follows n completed ones.

export interface Change {
  key: string;
  value: string;
  /** Iterations that were completed without it. */
  from: number;
}

/** The highest number of completed iterations that a line, a link or a field can name: the core's kMostIterations. */
export const FARTHEST = 999_999_999;

/** In the order in which they take effect. */
export function changesOf(line: string): Change[] {
  const found = line.split('&').flatMap((pair) => {
    const [, key, value, from] = /^([^=]+)=(.*)@(\d+)$/.exec(pair) ?? [];
    return key === undefined || value === undefined ? [] : [{ key, value, from: Number(from) }];
  });
  return found.sort((a, b) => a.from - b.from);
}

/** Tells of a change whether it is one of the line's. */
export function madeIn(line: string): (change: Change) => boolean {
  const made = new Set(changesOf(line).map((change) => JSON.stringify(change)));
  return (change) => made.has(JSON.stringify(change));
}

/** The line as it began. */
export function withoutChanges(line: string): string {
  return line.split('&').filter((pair) => !changesOf(pair).length).join('&');
}

/** Every knob's value in the iteration that follows `completed` ones. */
export function valuesAfter({ line, values }: { line: string; values: Record<string, string> }, completed: number): Record<string, string> {
  const held = changesOf(line).filter(({ from }) => from <= completed);
  return { ...values, ...Object.fromEntries(held.map(({ key, value }) => [key, value])) };
}
