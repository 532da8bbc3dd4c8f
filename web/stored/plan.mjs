// Which runs are trained beforehand, and the iterations at which each can be entered: what every family opens with, far enough that
// its point is seen. The snapshots of large networks are few.
export const plan = {
  'learner=maml&tasks=point-navigation': [10, 100],
  'learner=maml&tasks=cart-pole': [5, 30],
  'learner=maml&tasks=sinusoid': [100, 1000, 20000],
  'learner=maml&tasks=boolean': [100, 5000],
  'learner=prototypes&tasks=few-shot-points': [100, 1000],
  'learner=rl2&tasks=bernoulli-bandit': [100, 1000],
  'learner=rl2&tasks=two-step': [300],
  'learner=rl2&tasks=tabular-mdp': [500],
  'learner=rl2&tasks=grid-navigation': [500],
  'learner=maml&tasks=pendulum': [10, 60],
  'learner=maml&tasks=reacher': [10, 60],
  'learner=maml&tasks=car': [10, 60],
  'learner=rl2&tasks=catch': [200],
};
