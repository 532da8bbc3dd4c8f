// The reproduction `bandits`: rules on the Bernoulli bandits of RL²'s Table 1 (Duan et al. 2016), all nine sizes.

const sizes = [10, 100, 500].flatMap((pulls) =>
  [5, 10, 50].map((arms) => ({ name: `${pulls},${arms}`, pulls, arms, line: `arms=${arms}&episodes=${pulls}`, digits: { 10: 3, 100: 2, 500: 1 }[pulls] })),
);

/** For rules that draw so many numbers for each arm at a pull: no more tasks than have 400 million draws in all, about a minute of one core. */
const affordable =
  (draws) =>
  ({ pulls, arms }, tasks) =>
    Math.min(tasks, Math.max(500, Math.floor(4e8 / (pulls * arms * draws))));

export const banditRules = {
  title: 'Rules on Bernoulli bandits (Duan et al. 2016, Table 1)',
  about:
    'Total reward of a trial. The published figures are means over 1,000 tasks on which the knobs were chosen too, with a standard error of about 0.07, 0.5 and 3 for 10, 100 and ' +
    '500 pulls. Optimistic Thompson sampling earns more with more samples than it is given here.',
  line: 'tasks=bernoulli-bandit',
  sizes,
  sizes_are: 'pulls, arms',
  tuning: { seed: 1, tasks: 4000 },
  judging: { seed: 2, tasks: 100000 },
  rules: [
    { learner: 'random', published: [5.0, 5.0, 5.1, 49.9, 49.9, 49.8, 249.8, 249.0, 249.6] },
    { learner: 'greedy', published: [6.6, 6.6, 6.5, 74.8, 77.1, 78.0, 380.6, 395.0, 402.8] },
    { learner: 'epsilon-greedy', knob: 'epsilon', values: [0, 0.005, 0.01, 0.02, 0.05, 0.1], published: [6.6, 6.6, 6.5, 75.4, 77.4, 78.3, 388.2, 408.0, 413.6] },
    { learner: 'ucb1', knob: 'ucb_c', values: [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5], published: [6.7, 6.7, 6.6, 78.0, 82.4, 84.3, 405.8, 437.1, 457.6] },
    { learner: 'thompson', tasks: affordable(1), published: [5.7, 5.5, 5.2, 74.7, 76.7, 64.5, 402.0, 429.5, 427.2] },
    {
      learner: 'optimistic-thompson',
      knob: 'posterior_samples',
      values: [1, 3, 10, 30],
      tasks: affordable(20),
      published: [6.5, 6.2, 5.5, 77.9, 81.4, 67.7, 406.7, 438.9, 437.6],
    },
    { learner: 'gittins', knob: 'gittins_discount', values: [0.8, 0.9, 0.95, 0.99, 0.995, 0.998], published: [6.6, 6.6, 6.5, 78.3, 82.8, 85.2, 405.8, 437.8, 463.7] },
    { learner: 'whittle', runs: ({ pulls }) => pulls <= 200 },
    { learner: 'bayes-optimal', runs: ({ pulls }) => pulls <= 20 },
  ],
  // Exact or re-simulated by others, with room for four standard errors.
  expected: {
    'bayes-optimal 10,5': [6.635, 6.685],
    'bayes-optimal 10,10': [6.69, 6.74],
    'bayes-optimal 10,50': [6.69, 6.74],
    'thompson 10,5': [5.79, 5.87],
    'greedy 100,5': [74.4, 75.2],
    'ucb1 100,5': [77.8, 78.6],
    'whittle 100,5': [78.0, 78.8],
    'whittle 100,10': [83.5, 84.3],
    'whittle 100,50': [85.1, 85.9],
  },
};
