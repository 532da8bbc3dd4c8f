import type { Description, Resolved } from './protocol.ts';

/** Learners that adapt by gradient steps are measured against these. */
export const COMPANIONS = ['scratch', 'pretrained'] as const;
export type Companion = (typeof COMPANIONS)[number];

export interface Company {
  companions: Companion[];
  yardsticks: string[];
  /** Episodes of a yardstick that stand beside one step of the run. */
  group: number;
}

/** What a run is measured against: gradient learners that learn less, and the family's rules. */
export function companyOf({ families, learners }: Description, { values }: Resolved): Company {
  const family = families.find(({ name }) => name === values.tasks);
  const learner = learners.find(({ name }) => name === values.learner);
  const byGradient = learner?.adapts === 'gradient';
  const episodes = Number(values.episodes ?? 1);
  return {
    // Who adapts by episodes or examples takes no inner steps that could stand beside theirs.
    companions: byGradient ? COMPANIONS.filter((name) => name !== values.learner) : [],
    yardsticks: (family?.yardsticks ?? []).filter((name) => name !== values.learner),
    // Each policy that a search tries plays them.
    group: byGradient ? episodes : learner?.adapts === 'search' ? episodes * Number(values.directions) * (values.inner === 'es' ? 2 : 1) : 1,
  };
}
