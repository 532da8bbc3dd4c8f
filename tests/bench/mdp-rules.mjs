// The reproduction `mdps`: rules on the random MDPs of RL²'s Table 2 (Duan et al. 2016), all five numbers of episodes; each by the true prior, and by one that expects rewards
// of 0 where it has not been, as whoever plans without knowing that their mean is 1.

const sizes = [10, 25, 50, 75, 100].map((episodes) => ({ name: `${episodes}`, episodes, line: `episodes=${episodes}`, digits: 1 }));

/** For rules that plan often: fewer tasks where a trial is long. */
const affordable = ({ episodes }, tasks) => Math.min(tasks, Math.floor(100000 / episodes));

const planners = [
  { learner: 'psrl', published: [138.1, 408.8, 904.4, 1417.1, 1939.5] },
  { learner: 'optimistic-psrl', knob: 'sampled_mdps', values: [2, 5, 10], tasks: affordable, published: [144.1, 425.2, 930.7, 1449.2, 1973.9] },
  { learner: 'ucrl2', knob: 'confidence_scale', values: [0.01, 0.03, 0.1, 0.2, 0.3, 0.5], published: [146.6, 424.1, 918.9, 1427.6, 1942.1] },
  { learner: 'beb', knob: 'beb_beta', values: [0.1, 0.3, 0.5, 1, 1.5, 2, 3], published: [150.2, 427.8, 917.8, 1422.6, 1935.1] },
  { learner: 'epsilon-greedy', knob: 'epsilon', values: [0.01, 0.03, 0.05, 0.1, 0.2], published: [132.8, 377.3, 823.3, 1293.9, 1778.2] },
  { learner: 'greedy', published: [134.8, 368.8, 769.3, 1172.9, 1578.5] },
];

/** Within 1.5 % of what was published, for rules without a knob to choose. */
const asPublished = (learner) => {
  const { published } = planners.find((planner) => planner.learner === learner);
  return sizes.map(({ name }, i) => [`${learner}, expecting 0 ${name}`, [0.985, 1.015].map((scale) => Number((scale * published[i]).toFixed(1)))]);
};

export const mdpRules = {
  title: 'Rules on random MDPs (Duan et al. 2016, Table 2)',
  about:
    'Ten states, five actions, episodes of ten steps; total reward of a trial of so many episodes. Rules that expect 0 of what they have not tried come out as published; by the ' +
    'true prior, whose mean is 1, being greedy explores enough, and other rules explore too much. All rules plan at the beginning of an episode; greedy by a prior mean of 0 ' +
    'earned 135.6 ± 1.3 in ten episodes when it planned at each step.',
  line: 'tasks=tabular-mdp&preset=rl2',
  sizes,
  sizes_are: 'episodes',
  tuning: { seed: 1, tasks: 1000 },
  judging: { seed: 2, tasks: 5000 },
  rules: [
    { learner: 'random', published: [100.1, 250.2, 499.7, 749.9, 999.4] },
    ...planners.map((planner) => ({ ...planner, name: `${planner.learner}, expecting 0`, line: 'prior_mean=0' })),
    ...planners.map((planner) => ({ ...planner, published: undefined })),
    { name: 'beb, β = 1', learner: 'beb', line: 'beb_beta=1' },
    { learner: 'value-iteration' },
  ],
  // Beside what was published, values that others found by simulation of their own, and the exact optimum, 21.815 an episode; with room for four standard errors.
  expected: Object.fromEntries([
    ['random 10', [98.8, 101.2]],
    ['psrl 10', [133.4, 136.4]],
    ['psrl 100', [1944, 1973]],
    ['beb, β = 1 10', [145.8, 148.8]],
    ['beb, β = 1 100', [2010, 2039]],
    ['value-iteration 10', [216.6, 219.7]],
    ['value-iteration 100', [2167, 2196]],
    ...asPublished('psrl'),
  ]),
};
