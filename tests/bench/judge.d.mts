// What a test sees of judge.mjs.
interface Which {
  variant: string;
  after?: number | 'trial' | 'score';
  measure?: string | string[];
  oracle?: true;
}
export interface Comparison {
  left: Which;
  is: 'at least' | 'at most';
  right: number | Which | { from: Which; to: Which; share: number } | { best: Which[] };
  times?: number;
  errors?: number;
  short?: number;
}
export interface Judged {
  variants: { learner: string; name?: string; expect: Record<string, [number, number]> }[];
  quartiles?: { after: number; variant: string };
  above?: [Which, Which];
  compare?: Comparison[];
}
export interface Found {
  asked?: string;
  scale?: [chance: number, oracle: number];
  evaluation: { mean: number[]; lower: number[]; upper: number[]; trial?: { mean: number; lower: number; upper: number } };
  measure?: { name: string; groups: { name: string; oracle: number | null; mean: number[] }[] };
}
export function judge(reproduction: Judged, results: Record<string, Found[]>): string[];
