import type { Trace } from '../../engine/protocol.ts';

export interface Pull {
  arm: number;
  reward: number;
}

/** What was pulled and paid, in order: episode by episode, in each of them lane by lane, in each lane step by step. */
export function pullsOf(trace: Trace, from = 0, to = trace.actions?.shape[0] ?? 0): Pull[] {
  const { actions, rewards, lengths } = trace;
  if (!actions || !rewards || !lengths) return [];
  const [, lanes = 1, time = 1] = rewards.shape;
  const pulls: Pull[] = [];
  for (let row = from * lanes; row < to * lanes; row++) {
    for (let t = 0; t < lengths.data[row]!; t++) pulls.push({ arm: Math.round(actions.data[row * time + t]!), reward: rewards.data[row * time + t]! });
  }
  return pulls;
}

/** How probable each of `cells` chances between 0 and 1 is under Beta(a, b), up to a factor. */
export function betaDensity(a: number, b: number, cells: number): number[] {
  const logs = Array.from({ length: cells }, (_, i) => {
    const p = (i + 0.5) / cells;
    return (a - 1) * Math.log(p) + (b - 1) * Math.log(1 - p);
  });
  const most = Math.max(...logs);
  return logs.map((value) => Math.exp(value - most));
}

/** The same for a chance that is one of `points`, each as likely as `likely` says. */
export function pointDensity(likely: readonly number[], points: readonly number[], cells: number): number[] {
  const density = new Array<number>(cells).fill(0);
  points.forEach((p, point) => {
    const centre = Math.min(cells - 1, Math.floor(p * cells));
    for (const i of [centre - 1, centre]) if (i >= 0) density[i] = Math.max(density[i]!, likely[point]!);
  });
  return density;
}
