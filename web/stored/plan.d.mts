/** Iterations at which a run can be entered, by its line. */
export const plan: Record<string, number[]>;
