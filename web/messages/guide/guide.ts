// What is fetched only when somebody asks for it: a sentence for each term, and the tour.

export type TermName =
  | 'task' | 'distribution' | 'batch' | 'iteration' | 'phase' | 'inner' | 'outer' | 'adaptation' | 'step' | 'update' | 'parameters'
  | 'theta' | 'thetaPrime' | 'alpha' | 'beta' | 'loss' | 'return' | 'reward' | 'episode' | 'trial' | 'pull' | 'memory' | 'belief' | 'guess'
  | 'place' | 'candidate' | 'prototype' | 'context' | 'counts' | 'unseen' | 'seed' | 'paired' | 'median' | 'mean' | 'quartiles' | 'error' | 'yardstick' | 'scratch' | 'pretrained'
  | 'knob' | 'preset' | 'gradient' | 'metaGradient' | 'surrogate' | 'bits';

/** Where a step of the tour points. */
export type TourPlace = 'outer' | 'inner' | 'curve' | 'play';

export interface Guide {
  /** One sentence each. */
  terms: Record<TermName, string>;
  tour: {
    title: string;
    next: string;
    back: string;
    skip: string;
    done: string;
    place(n: string, count: string): string;
    steps: Array<{ at: TourPlace; title: string; text: string }>;
  };
}

const files = import.meta.glob<{ guide: Guide }>('./guide-*.ts');

/** In a language; in English where it cannot be had. Null where the network does not even give that. */
export async function loadGuide(language: string): Promise<Guide | null> {
  for (const code of [language, 'en']) {
    const found = await files[`./guide-${code}.ts`]?.().catch(() => null);
    if (found) return found.guide;
  }
  return null;
}
