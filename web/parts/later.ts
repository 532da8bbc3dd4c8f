// Parts that not every element shows: the code of each is fetched when one is shown first. Until then its tag is an element that the
// browser does not know yet; what was set on it holds when it comes to life.

const files = {
  'mrl-comparison': async () => (await import('./comparison.ts')).ComparisonPart,
  'mrl-filmstrip': async () => (await import('./filmstrip.ts')).FilmstripPart,
  'mrl-gradients': async () => (await import('./gradients.ts')).GradientsPart,
  'mrl-knobs': async () => (await import('./knobs.ts')).KnobsPart,
  'mrl-landscape': async () => (await import('./landscape.ts')).LandscapePart,
  'mrl-loops': async () => (await import('./loops.ts')).LoopsPart,
  'mrl-probe': async () => (await import('./probe.ts')).ProbePart,
  'mrl-receipt': async () => (await import('./receipt.ts')).ReceiptPart,
  'mrl-timeline': async () => (await import('./timeline.ts')).TimelinePart,
} satisfies Record<string, () => Promise<CustomElementConstructor>>;

export type LaterTag = keyof typeof files;

const asked = new Set<LaterTag>();

/** Sees to it that the tag becomes known. What cannot be fetched is asked for again with the next picture. */
export function bring(tag: LaterTag): void {
  if (asked.has(tag) || customElements.get(tag)) return;
  asked.add(tag);
  files[tag]().then(
    (part) => customElements.get(tag) ?? customElements.define(tag, part),
    () => asked.delete(tag),
  );
}
