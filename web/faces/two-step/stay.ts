// What is done again after what: the figure by which Daw et al. 2011 tell planning from habit.

/** One choice of the two-step task. */
export interface Choice {
  first: number;
  /** The second stage that it led to. */
  second: number;
  reward: number;
}

export interface Stay {
  stayed: number;
  times: number;
}

/** In this order: rewarded after a common transition, rewarded after a rare one, unrewarded common, unrewarded rare. */
export const SITUATIONS = [
  { rewarded: true, common: true },
  { rewarded: true, common: false },
  { rewarded: false, common: true },
  { rewarded: false, common: false },
] as const;

/** How often the same first choice was made again, by whether the one before was rewarded and its transition common. */
export function countStays(choices: Choice[], isCommon: (choice: Choice) => boolean): Stay[] {
  const counts = SITUATIONS.map(() => ({ stayed: 0, times: 0 }));
  for (let i = 0; i + 1 < choices.length; i++) {
    const before = choices[i]!;
    const at = SITUATIONS.findIndex(({ rewarded, common }) => rewarded === (before.reward > 0.5) && common === isCommon(before));
    counts[at]!.times += 1;
    if (choices[i + 1]!.first === before.first) counts[at]!.stayed += 1;
  }
  return counts;
}
