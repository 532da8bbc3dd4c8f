import type { Resolved } from '../engine/protocol.ts';

/** The candidates that a run's line chooses among, as it names them. */
export function candidatesOf({ values }: Pick<Resolved, 'values'>): string[] {
  return values.candidates?.split(';') ?? [];
}
