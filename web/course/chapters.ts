// The chapters, in the order in which they are read: the names of their files in each language's folder.
export const CHAPTERS = ['two-loops', 'gradient-through-a-gradient'] as const;
