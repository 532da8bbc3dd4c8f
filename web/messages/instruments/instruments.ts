// Words of what looks into a run: fetched when such a view is shown first.
import type { Amount } from '../format.ts';

/** How the parts of the meta-parameters are called: as the core numbers their kinds. */
export interface PartNames {
  layer(number: Amount): string;
  deviations: string;
  stepSizes(of: string): string;
}

export interface Gradients {
  title: string;
  lead: { gradient: string; memory: string };
  /** Before anything was asked for. */
  empty: string;
  begin: string;
  again(iteration: Amount): string;
  cancel: string;
  computing(percent: string): string;
  /** Of what the numbers are; `surrogate`: where the tasks have episodes. */
  about(iteration: Amount, next: Amount, tasks: Amount): string;
  surrogate: string;
  badge: {
    agree(error: string, allowed: string): string;
    differ(error: string, allowed: string): string;
    unknown: string;
  };
  /** Where tasks lie on kinks: how many of so many, at most, along one direction. */
  kinks(left: Amount, tasks: Amount): string;
  times: Record<'data' | 'exact' | 'first-order' | 'differences', string>;
  took(parts: readonly string[]): string;
  parts: PartNames;
  whole: string;
  task(number: Amount): string;
  allTasks: string;
  angle(degrees: string): string;
  exact: string;
  first: string;
  measured: string;
  fans: {
    title: string;
    byPart: string;
    byTask: string;
    said(angle: string, ratio: string): string;
    widest(part: string, angle: string): string;
    none: string;
  };
  check: {
    title: string;
    xLabel: string;
    yLabel: string;
    said(directions: Amount, error: string): string;
  };
  reach: {
    title: string;
    xLabel: string;
    yLabel: string;
    /** `half`: steps after which less than half of the credit is left; null where there are no such. */
    said(first: string, half: Amount | null, last: string, steps: Amount): string;
  };
  table: {
    title: string;
    of: string;
    exactNorm: string;
    firstNorm: string;
    cosine: string;
    angle: string;
    objective: string;
    along: string;
    gradient: string;
    gradientPart(part: string): string;
    random(number: Amount): string;
    tasks: string;
    steps: string;
    norm: string;
  };
}

export interface LandscapeWords {
  title: string;
  lead: string;
  empty: string;
  again(iteration: Amount): string;
  cancel: string;
  computing(percent: string): string;
  plane: string;
  planes: Record<'tasks' | 'gradient' | 'trail', string>;
  first: string;
  second: string;
  task(number: Amount): string;
  about(iteration: Amount, tasks: Amount): string;
  surrogate: string;
  theta: string;
  adapted(number: Amount): string;
  /** `surface`: where the ground is light, and where it is dark. */
  marks: { surface: Record<'light' | 'dark', string>; contour(number: Amount): string; trail: string; exact: string; first: string; towards: string; spoke: string };
  /** `shares`: how much of the arrows’ lengths lies in the plane. */
  said: {
    height(here: string, low: string, high: string): string;
    spokes(tasks: Amount, lengths: string): string;
    arrows(angle: string, share: string): string;
    trail(points: Amount, from: Amount, distance: string): string;
  };
  table: { title: string; point: string; across: string; up: string; distance: string; exact: string; first: string; between: string; after(iteration: Amount): string };
}

export interface Instruments {
  gradients: Gradients;
  landscape: LandscapeWords;
}

const files = import.meta.glob<{ instruments: Instruments }>('./instruments-*.ts');
const found = new Map<string, Promise<Instruments | null>>();

async function load(language: string): Promise<Instruments | null> {
  for (const code of [language, 'en']) {
    const file = await files[`./instruments-${code}.ts`]?.().catch(() => null);
    if (file) return file.instruments;
  }
  return null;
}

/** In a language; in English where it cannot be had. Null where the network does not even give that: then it is asked for again the next time. */
export function loadInstruments(language: string): Promise<Instruments | null> {
  const known = found.get(language);
  if (known) return known;
  const words = load(language);
  found.set(language, words);
  void words.then((one) => one ?? found.delete(language));
  return words;
}
