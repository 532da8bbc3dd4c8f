// What the native program measures of a run on held-out tasks, in the terms of a goal.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Goal } from '../../../web/element/goal.ts';
import { measuredHeldOut } from '../../../web/element/measured.ts';

const lab = fileURLToPath(new URL('../../../build/native/lab', import.meta.url));

interface Evaluation {
  unit: 'loss' | 'return';
  mean: number[];
  median: number[];
  trial?: { lower: number; median: number; upper: number; mean: number; error: number };
}

const column = (values: readonly (number | null)[]) => ({ shape: [values.length], data: Float32Array.from(values, (value) => value ?? Number.NaN) });

const known = new Map<string, string>();

/** Several claims speak of the same run. */
function evaluated(line: string, iterations: number): string {
  const key = `${line} ${iterations}`;
  const output = known.get(key) ?? execFileSync(lab, [line, '--iterations', String(iterations), '--evaluate', '--json'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  known.set(key, output);
  return output;
}

/** `after`: inner steps; null for as many as training takes. */
export function measureNatively(line: string, iterations: number, goal: Goal, after: number | null = null): number {
  if (goal.of !== 'held-out') throw new Error('Only held-out tasks are measured natively.');
  const output = evaluated(line, iterations);
  const { run, evaluation } = JSON.parse(output.trim().split('\n').at(-1)!) as { run: string; evaluation: Evaluation };
  const { unit, mean, median, trial } = evaluation;
  const steps = after ?? Number(new URLSearchParams(run).get('inner_steps') ?? Number.NaN);
  const trace = { mean: column(mean), median: column(median), ...(trial ? { trial: column([trial.lower, trial.median, trial.upper, trial.mean, trial.error]) } : {}) };
  return measuredHeldOut(goal, { value: unit, trials: trial !== undefined, steps: Number.isNaN(steps) ? null : steps }, trace as never);
}
