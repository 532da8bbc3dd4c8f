// Episodes of a trace, for the faces that draw them.
import type { Trace, TraceArray } from '../engine/protocol.ts';
import type { Walks } from '../views/plane.ts';
import type { Theme } from '../views/frame.ts';
import type { Scene } from './face.ts';
import { part } from './moments.ts';

/** The episodes of one moment, lane by lane. */
export function walksOf(episodes: TraceArray, lengths: TraceArray, moment: number): Omit<Walks, 'colour' | 'focus'> {
  const [lanes = 0, rows = 0, variables = 2] = episodes.shape.slice(-3);
  return { data: part(episodes, moment), lengths: part(lengths, moment), lanes, rows, variables };
}

export interface MetaEpisodes {
  title: string;
  colour: string;
  /** The trace as if the unadapted episodes were its only ones. */
  trace: Trace;
}

/** The unadapted episodes before the update and, once it is complete, after it. */
export function metaEpisodes({ trace, words: { text } }: Scene, theme: Theme): MetaEpisodes[] {
  const both = [
    { title: text.meta.before, colour: theme.muted, prefix: 'meta_before' },
    { title: text.meta.after, colour: theme.pre, prefix: 'meta_after' },
  ] as const;
  return both.flatMap(({ title, colour, prefix }) => {
    const [episodes, lengths, actions] = [trace[prefix], trace[`${prefix}_lengths`], trace[`${prefix}_actions`]];
    if (!episodes || !lengths) return [];
    return [{ title, colour, trace: { ...trace, episodes: alone(episodes), lengths: alone(lengths), ...(actions ? { actions: alone(actions) } : {}) } }];
  });
}

/** As if it were the only moment. */
function alone(array: TraceArray): TraceArray {
  return { shape: [1, ...array.shape], data: array.data };
}
