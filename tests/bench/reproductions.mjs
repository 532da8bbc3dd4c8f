// What is reproduced, and what must come out. A reproduction trains every variant with every seed and judges them on the same held-out tasks.
//
// `line` is a run line without learner and seed; `expect` holds for the mean over tasks after so many inner steps, on the average over seeds
// ([low, high]), `compare` (judge.mjs) between variants; `measured` says that what the family measures beside the return (core/native/measure.h) is wanted
// too; `published` stands beside it in the record. A variant is called by its `name`, or else by its learner.

const shortTrials =
  'memory=64&meta_batch_size=2048&block=64&gae_lambda=0.9&epochs=4&minibatches=8&outer_lr=0.005&outer_lr=0.001@150&outer_lr=0.0002@220&test_tasks=100000';
const longTrials =
  'memory=64&initial_timescale=300&initial_gates=selective&memory_scale=8&hidden=64&advantage_mean=step&meta_batch_size=512&block=32&discount=0.98&discount=1@50&gae_lambda=0.95&gae_lambda=0.98@50&gae_lambda=0.99@200&epochs=4&minibatches=8&outer_lr=0.003&outer_lr=0.001@50&outer_lr=0.0003@280&entropy_coefficient=0.02&entropy_coefficient=0.005@60&entropy_coefficient=0@180&test_tasks=50000';
// The half-cheetah's settings, chosen with seed 11.
const running = 'outer=adam&outer_steps=5&outer_lr=0.002&inner_lr=0.2&gae_lambda=0.9';
const dependentTrials = 'memory=32&meta_batch_size=256&block=32&gae_lambda=0.95&epochs=4&minibatches=8&outer_lr=0.003&outer_lr=0.001@80';

// Candidates of the selector: runs on both kinds of bandits, whose step sizes suit one of them each.
const chosenAmong = {
  small: 'hidden=none&initial_weights=small&inner_lr=0.5&episodes=5',
  large: 'hidden=none&initial_weights=small&inner_lr=30&episodes=10',
};
const asCandidate = (knobs, hash) => `maml~${knobs.replaceAll('=', ':').replaceAll('&', '~')}~init:${hash}`;
const bandits = { easy: [0.5, 0.9], hard: [0.5, 0.6], 'easy-or-hard': [0.5, 0.75] };
const onBandits = (make) => Object.entries(bandits).map(([preset, scale]) => ({ iterations: 0, chunk: 1, expect: {}, scale, ...make(preset) }));

export const reproductions = {
  sinusoid: {
    title: 'MAML on sinusoids (Finn et al. 2017)',
    about:
      'Trained with 10 points a task and one inner step of 0.001 from small first weights, as in the authors’ code; judged on 1,000 held-out tasks adapted on 5 points. ' +
      'Mean squared error, mean over tasks.',
    line: 'tasks=sinusoid&preset=maml-code&test_shots=5&query=10&test_steps=10&test_tasks=1000',
    seeds: [1, 2, 3],
    steps: [0, 1, 5, 10],
    variants: [
      { learner: 'maml', iterations: 70000, chunk: 35000, expect: { 1: [0.55, 0.85], 5: [0.25, 0.5], 10: [0.22, 0.45] } },
      { learner: 'pretrained', iterations: 70000, chunk: 35000, expect: { 1: [1.8, Infinity], 5: [1.8, Infinity], 10: [1.8, Infinity] } },
      { learner: 'scratch', iterations: 0, chunk: 1, expect: { 10: [1.8, Infinity] } },
    ],
    published: { maml: { 1: '.67', 5: '.38', 10: '.35' }, pretrained: { 1: '2.41', 5: '2.23', 10: '2.19' } },
  },
  navigation: {
    title: 'MAML on 2D navigation (Finn et al. 2017)',
    about:
      'The `maml` preset with 20 tasks of 20 episodes and two layers of 32, exact second order, trust region; at test the step is halved after the first one, as the ' +
      'authors do. Average return on 200 held-out tasks. Trained for longer (last rows), the policy’s standard deviation shrinks until one step of 0.1 ' +
      'overshoots: the first step stays as good, the ones after it, which training does not make, get worse.',
    line: 'tasks=point-navigation&meta_batch_size=20&episodes=20&hidden=32,32&test_lr_scale=0.5&test_steps=3&test_tasks=200',
    seeds: [1, 2, 3],
    steps: [0, 1, 2, 3],
    variants: [
      { learner: 'maml', iterations: 100, chunk: 20, expect: { 1: [-16, 0], 2: [-7, 0], 3: [-6, 0] } },
      { learner: 'pretrained', iterations: 100, chunk: 50, expect: { 3: [-Infinity, -12] } },
      { learner: 'scratch', iterations: 0, chunk: 1, expect: { 3: [-Infinity, -12] } },
      { name: 'maml, three times as long', learner: 'maml', iterations: 300, chunk: 20, expect: {} },
      { name: 'pretrained, three times as long', learner: 'pretrained', iterations: 300, chunk: 50, expect: {} },
    ],
    published: { maml: { 0: '-40.41', 1: '-11.68', 2: '-3.33', 3: '-3.23' } },
  },
  'cart-pole': {
    title: 'MAML on cart-pole, controls inverted in half of the tasks',
    about:
      'Gravity, masses, length, force and the direction of the controls vary; at most 200 steps. Average return on 200 held-out tasks; the lower quartile ' +
      'after adaptation must lie above the upper quartile before it. A single network without adaptation is not helpless here: given more iterations (last row) ' +
      'it learns to find out by the cart’s own movement which way its controls go, and to remember it in the cart’s position.',
    line: 'tasks=cart-pole&hidden=32,32&horizon=200&test_steps=3&test_tasks=200',
    seeds: [1, 2, 3],
    steps: [0, 1, 2, 3],
    quartiles: { after: 2, variant: 'maml' },
    variants: [
      { learner: 'maml', iterations: 15, chunk: 5, expect: { 2: [150, 200] } },
      { learner: 'pretrained', iterations: 15, chunk: 15, expect: { 2: [0, 100] } },
      { learner: 'scratch', iterations: 0, chunk: 1, expect: { 2: [0, 100] } },
      { name: 'pretrained, four times as long', learner: 'pretrained', iterations: 60, chunk: 30, expect: {} },
    ],
    published: {},
  },
  grbal: {
    title: 'GrBAL where the controls turn around within an episode (after Nagabandi et al. 2019)',
    about:
      'Preset `turning`: a push goes one way or the other, by task, and the opposite way from step 100 on; at most 200 steps. Mean return on 200 held-out tasks, and the share of poles ' +
      'that stand at the end. Beside it: the same without adaptation (a step size of 0); with a past of 16 steps in place of 4; and with a reward of 1 for each step in place of the graded one.',
    line: 'tasks=cart-pole&preset=turning&outer_lr=0.003&outer_lr=0.0005@25&test_tasks=200',
    seeds: [1, 2, 3],
    steps: [0],
    steps_are: 'episodes before',
    measured: true,
    variants: [
      { learner: 'grbal', iterations: 30, chunk: 30, expect: {} },
      { name: 'without adaptation', learner: 'grbal', line: 'inner_lr=0', iterations: 30, chunk: 30, expect: {} },
      { name: 'past of 16 steps', learner: 'grbal', line: 'past=16', iterations: 30, chunk: 30, expect: {} },
      { name: 'reward of 1 for each step', learner: 'grbal', line: 'reward=step', iterations: 30, chunk: 30, expect: {} },
    ],
    compare: [
      { left: { variant: 'grbal', after: 0, measure: 'all' }, is: 'at least', right: 0.8 },
      { left: { variant: 'without adaptation', after: 0, measure: 'all' }, is: 'at most', right: 0.4 },
    ],
    published: {},
  },
  'pearl-sparse': {
    title: 'PEARL on sparse 2D navigation (after Rakelly et al. 2019)',
    about:
      'Goals on a half circle; judged by the sparse reward that is paid within .2 of the goal, learned from the distance. PEARL plays three episodes and is judged ' +
      'on the third; MAML adapts on as many episodes, two for each of its steps, and is judged after one step and after two and three more than PEARL has. ' +
      'Average over 200 held-out tasks; the lower quartile of PEARL must lie above the upper quartile of MAML.',
    line: 'tasks=point-navigation&preset=pearl-sparse&test_tasks=200',
    seeds: [1, 2, 3],
    steps: [0, 1, 2],
    steps_are: 'episodes before, or inner steps of two episodes',
    above: [
      { variant: 'pearl', after: 2 },
      { variant: 'maml', after: 1 },
    ],
    variants: [
      { learner: 'pearl', line: 'episodes=3&meta_batch_size=128&block=16&outer_lr=0.001', iterations: 3000, chunk: 1000, expect: {} },
      { learner: 'maml', line: 'episodes=2&meta_batch_size=20&test_steps=3', iterations: 300, chunk: 100, expect: {} },
      { learner: 'pretrained', line: 'episodes=2&meta_batch_size=20&test_steps=3', iterations: 300, chunk: 100, expect: {} },
    ],
    published: {},
  },
  'rl2-bandits': {
    title: 'RL² on Bernoulli bandits (Duan et al. 2016, Table 1)',
    about:
      'A GRU of 64, trained by PPO on trials of 10 pulls. Total reward of a trial, mean over held-out bandits. At least the published value less 1 % must come ' +
      'out, and no more than the exact optimum allows; published values are means over 1,000 bandits.',
    line: 'tasks=bernoulli-bandit',
    seeds: [1, 2, 3],
    steps: ['trial'],
    steps_are: 'pulls, arms',
    variants: [
      { name: 'rl2 10,5', learner: 'rl2', line: `arms=5&episodes=10&${shortTrials}`, iterations: 260, chunk: 130, expect: { trial: [6.633, 6.68] } },
      { name: 'rl2 10,10', learner: 'rl2', line: `arms=10&episodes=10&${shortTrials}`, iterations: 260, chunk: 130, expect: { trial: [6.633, 6.73] } },
      { name: 'bayes-optimal 10,5', learner: 'bayes-optimal', line: 'arms=5&episodes=10&test_tasks=100000', iterations: 0, chunk: 1, expect: {} },
      { name: 'bayes-optimal 10,10', learner: 'bayes-optimal', line: 'arms=10&episodes=10&test_tasks=100000', iterations: 0, chunk: 1, expect: {} },
    ],
    published: { 'rl2 10,5': { trial: '6.7' }, 'rl2 10,10': { trial: '6.7' } },
  },
  'rl2-long-bandits': {
    title: 'RL² on Bernoulli bandits, 100 pulls (Duan et al. 2016, Table 1)',
    about:
      'A GRU of 64 and a hidden layer; its units begin as averages of the rewards of some arms, with timescales of 1 to 300 pulls. Trained by PPO with advantages centred at each pull, for a while a bonus on entropy, and at last no discount. Total reward of a trial, mean over 50,000 held-out bandits. At least the published value less 1 % must come ' +
      'out; beside it Whittle’s index, which is not far from the optimum.',
    line: 'tasks=bernoulli-bandit',
    seeds: [1, 2, 3],
    steps: ['trial'],
    steps_are: 'pulls, arms',
    variants: [
      { name: 'rl2 100,10', learner: 'rl2', line: `arms=10&episodes=100&${longTrials}`, iterations: 400, chunk: 50, expect: { trial: [82.66, 84.5] } },
      { name: 'rl2 100,5', learner: 'rl2', line: `arms=5&episodes=100&${longTrials}`, iterations: 360, chunk: 50, expect: { trial: [77.9, 79] } },
      { name: 'whittle 100,5', learner: 'whittle', line: 'arms=5&episodes=100&test_tasks=50000', iterations: 0, chunk: 1, expect: {} },
      { name: 'whittle 100,10', learner: 'whittle', line: 'arms=10&episodes=100&test_tasks=50000', iterations: 0, chunk: 1, expect: {} },
    ],
    published: { 'rl2 100,5': { trial: '78.7' }, 'rl2 100,10': { trial: '83.5' } },
  },
  'rl2-mdps': {
    title: 'RL² on random MDPs (Duan et al. 2016, Table 2, ten episodes)',
    about:
      'A GRU of 64 on ten states, five actions, ten episodes of ten steps; 60 iterations of 102,400 steps, one in 400 of what the paper gave its GRU of 256. Total reward of a trial on 10,000 held-out MDPs; ' +
      'rules on the same MDPs are in [mdps](mdps.md). What it takes is in [learners](../learners.md#what-a-memory-begins-with): a memory that is fed the transition and begins by telling situations apart, a policy that reads it ' +
      'by products with the state, advantages centred at each step, and a discount of .9. `rl2, plain`, a GRU of 64 with a hidden layer, has none of these, as many steps, and batches and rates that suit it better; after 14 million steps it earned 125.9.',
    line: 'tasks=tabular-mdp&preset=rl2&test_tasks=10000',
    seeds: [1, 2, 3],
    steps: [0, 9, 'trial'],
    steps_are: 'episodes before',
    variants: [
      {
        learner: 'rl2',
        line: 'epochs=4&minibatches=8&memory=64&hidden=none&memory_input=transition&initial_gates=selective&initial_timescale=300&memory_scale=17&readout=products&advantage_mean=step&meta_batch_size=1024&block=64&discount=0.9&gae_lambda=0.3&entropy_coefficient=0.005&outer_lr=0.005&outer_lr=0.0015@15&outer_lr=0.0005@35&outer_lr=0.0002@50',
        iterations: 60,
        chunk: 20,
        expect: { trial: [150, 165] },
      },
      {
        name: 'rl2, plain',
        learner: 'rl2',
        line: 'epochs=4&minibatches=8&memory=64&hidden=64&initial_timescale=100&meta_batch_size=256&block=32&discount=0.99&gae_lambda=0.8&entropy_coefficient=0.01&outer_lr=0.002&outer_lr=0.0007@150&outer_lr=0.0002@200',
        iterations: 240,
        chunk: 60,
        expect: {},
      },
      { learner: 'random', iterations: 0, chunk: 1, expect: { trial: [99, 101] } },
      { learner: 'value-iteration', iterations: 0, chunk: 1, expect: { trial: [216, 220] } },
    ],
    published: { rl2: { trial: '156.2' }, random: { trial: '100.1' }, 'value-iteration': { trial: 'exact 218.15' } },
  },
  'few-shot': {
    title: 'Prototypes and MAML on few-shot points',
    about:
      'Two classes of two clusters in the plane, five points of each. Cross-entropy on 1,000 held-out tasks: prototypes after k points of each class, the gradient ' +
      'learners after k inner steps on all ten points.',
    line: 'tasks=few-shot-points&test_tasks=1000&test_steps=5',
    seeds: [1, 2, 3],
    steps: [0, 1, 2, 3, 4, 5],
    steps_are: 'points of each class, or inner steps',
    variants: [
      { learner: 'prototypes', iterations: 5000, chunk: 2500, expect: { 5: [0, 0.15] } },
      { learner: 'maml', iterations: 5000, chunk: 2500, expect: { 5: [0, 0.15] } },
      { learner: 'pretrained', iterations: 5000, chunk: 2500, expect: { 5: [0.3, Infinity] } },
      { learner: 'scratch', iterations: 0, chunk: 1, expect: { 5: [0.3, Infinity] } },
    ],
    published: {},
  },
  grid: {
    title: 'RL² and VariBAD on grid navigation (Zintgraf et al. 2020)',
    about:
      'A hidden goal in a grid of 5 x 5 cells, four episodes of 15 steps. Return of each episode and of whole trials on 4,000 held-out tasks; 90 % of the exact optimum, ' +
      '37.214, must be reached.',
    line: 'tasks=grid-navigation&test_tasks=4000',
    seeds: [1, 2, 3],
    steps: [0, 1, 2, 3, 'trial'],
    steps_are: 'episodes before',
    variants: [
      {
        learner: 'rl2',
        line: 'memory=64&meta_batch_size=512&block=64&gae_lambda=0.95&discount=0.97&outer_lr=0.003&epochs=4&minibatches=8&entropy_coefficient=0',
        iterations: 150,
        chunk: 50,
        expect: { trial: [33.5, 37.6] },
      },
      {
        learner: 'varibad',
        line: 'memory=64&initial_timescale=30&hidden=64&latent=12&meta_batch_size=256&block=32&epochs=4&minibatches=8&transition_weight=0&belief_samples=2&decoder=32,32&kl_weight=0.01&reward_weight=10&max_gradient_norm=5&gae_lambda=0.9&discount=0.95&outer_lr=0.003&outer_lr=0.001@200&entropy_coefficient=0.03&entropy_coefficient=0.003@200',
        iterations: 260,
        chunk: 130,
        expect: { trial: [33.5, 37.6] },
      },
      { learner: 'bayes-optimal', iterations: 0, chunk: 1, expect: { trial: [36.8, 37.7] } },
      { learner: 'posterior-sampling', iterations: 0, chunk: 1, expect: {} },
      { learner: 'goal-known', iterations: 0, chunk: 1, expect: {} },
    ],
    published: { 'bayes-optimal': { 0: '4.00', 1: '11.07', 2: '11.07', 3: '11.07', trial: '37.214' }, 'goal-known': { 0: '11.071', 1: '11.071', 2: '11.071', 3: '11.071' } },
  },
  'dependent-bandits': {
    title: 'RL² on dependent bandits (Wang et al. 2016)',
    about:
      'Two arms that pay with p and 1 - p, a hundred pulls. Total reward of a trial on 20,000 held-out bandits, beside the exact optimum, which is planned over what is ' +
      'known of p.',
    line: 'tasks=bernoulli-bandit&test_tasks=20000',
    seeds: [1, 2, 3],
    steps: ['trial'],
    steps_are: 'preset',
    variants: ['dependent', 'easy', 'medium', 'hard'].flatMap((preset) => [
      { name: `rl2, ${preset}`, learner: 'rl2', line: `preset=${preset}&${dependentTrials}`, iterations: 120, chunk: 40, expect: {} },
      { name: `bayes-optimal, ${preset}`, learner: 'bayes-optimal', line: `preset=${preset}`, iterations: 0, chunk: 1, expect: {} },
    ]),
    published: {
      'bayes-optimal, dependent': { trial: 'exact 73.779' },
      'bayes-optimal, easy': { trial: 'exact 89.375' },
      'bayes-optimal, medium': { trial: 'exact 74.000' },
      'bayes-optimal, hard': { trial: 'exact 57.688' },
    },
  },
  cavia: {
    title: 'CAVIA and MAML on sinusoids (after Zintgraf et al. 2019)',
    about:
      'Ten points a task, one inner step in training; a context of five numbers adapts, or all parameters do. Each with the `inner_lr` that was best for it after one step with seed 11: for CAVIA .2220, .2236, ' +
      '.2012 and .1992 with .1, .3, 1 and 3, for MAML .3828 and .3685 with .003 and .01 (.03 still to be tried). Mean squared error on 1,000 held-out tasks, mean over tasks.',
    line: 'tasks=sinusoid&preset=maml&meta_batch_size=25&test_steps=5&test_tasks=1000',
    seeds: [1, 2, 3],
    steps: [0, 1, 2, 5],
    compare: [{ left: { variant: 'cavia', after: 1 }, is: 'at most', right: { variant: 'maml', after: 1 } }],
    variants: [
      { learner: 'cavia', line: 'context_parameters=5&inner_lr=3', iterations: 15000, chunk: 5000, expect: {} },
      { learner: 'maml', line: 'inner_lr=0.01', iterations: 15000, chunk: 5000, expect: {} },
      { learner: 'pretrained', line: 'inner_lr=0.01', iterations: 15000, chunk: 5000, expect: {} },
      { learner: 'scratch', line: 'inner_lr=0.01', iterations: 0, chunk: 1, expect: {} },
    ],
    published: {},
  },
  anil: {
    title: 'ANIL and MAML on 2D navigation (after Raghu et al. 2020)',
    about:
      'The `maml` preset with 20 tasks, exact second order, trust region; ANIL adapts the last layer alone. Average return on 200 held-out tasks; the step is halved after the first one. ' +
      'After one step ANIL’s return must lie within 10 % of MAML’s.',
    line: 'tasks=point-navigation&meta_batch_size=20&test_tasks=200',
    seeds: [1, 2, 3],
    steps: [0, 1, 2, 3],
    compare: [{ left: { variant: 'anil', after: 1 }, is: 'at least', right: { variant: 'maml', after: 1 }, times: 1.1 }],
    variants: [
      { learner: 'anil', iterations: 100, chunk: 20, expect: {} },
      { learner: 'maml', iterations: 100, chunk: 20, expect: {} },
      { learner: 'pretrained', iterations: 100, chunk: 50, expect: {} },
      { learner: 'scratch', iterations: 0, chunk: 1, expect: {} },
    ],
    published: {},
  },
  'es-maml': {
    title: 'ES-MAML on 2D navigation (after Song et al. 2020)',
    about:
      'The `es-maml` preset: minus the squared distance, a linear policy without chance, 50 tasks an iteration with one pair of perturbed starts each, an inner step from ten directions tried both ways, one episode of 20 steps a policy. ' +
      'Average return on 200 held-out tasks.',
    line: 'tasks=point-navigation&preset=es-maml&horizon=20&test_tasks=200&test_steps=2',
    seeds: [1, 2, 3],
    steps: [0, 1, 2],
    compare: [{ left: { variant: 'es-maml', after: 1 }, is: 'at least', right: { variant: 'es-maml, untrained', after: 1 }, errors: 2 }],
    variants: [
      { learner: 'es-maml', iterations: 200, chunk: 50, expect: {} },
      { name: 'es-maml, untrained', learner: 'es-maml', iterations: 0, chunk: 1, expect: {} },
    ],
    published: {},
  },
  'cart-pole-inner': {
    title: 'Inner algorithms and critics on cart-pole',
    about:
      'As in [cart-pole](cart-pole.md): gravity, masses, length, force and the direction of the controls vary; at most 200 steps. The inner loop follows REINFORCE or PPO (three steps on the same episodes, ' +
      'which count as one), and advantages come from a linear baseline or from a critic whose start is meta-learned. Average return on 200 held-out tasks.',
    line: 'tasks=cart-pole&hidden=32,32&horizon=200&test_steps=3&test_tasks=200',
    seeds: [1, 2, 3],
    steps: [0, 1, 2, 3],
    variants: [
      { name: 'maml', learner: 'maml', iterations: 15, chunk: 5, expect: { 2: [150, 200] } },
      { name: 'maml, critic=learned', learner: 'maml', line: 'critic=learned', iterations: 15, chunk: 5, expect: {} },
      { name: 'maml, inner=ppo', learner: 'maml', line: 'inner=ppo', iterations: 15, chunk: 5, expect: {} },
      { learner: 'pretrained', iterations: 15, chunk: 15, expect: { 2: [0, 100] } },
      { learner: 'scratch', iterations: 0, chunk: 1, expect: { 2: [0, 100] } },
    ],
    published: {},
  },
  corners: {
    title: 'MAML, ProMP and E-MAML where four corners may be the goal (after Rothfuss et al. 2019)',
    about:
      'The `corners` preset: progress towards a far corner is paid, from .5 off the start on, and no loop pays. 20 tasks of 20 episodes, the same outer loop for all (Adam, five steps of the clipped surrogate), seed 11 to choose the settings. ' +
      'Return, and the share of episodes that end within .5 of the goal, by corner, on 200 held-out tasks.',
    line: 'tasks=point-navigation&preset=corners&meta_batch_size=20&episodes=20&test_steps=3&test_tasks=200',
    seeds: [1, 2, 3],
    steps: [0, 1, 2, 3],
    measured: true,
    compare: ['promp', 'e-maml'].flatMap((variant) => [
      ...['(+, +)', '(+, -)', '(-, +)', '(-, -)'].map((corner) => ({
        left: { variant, after: 1, measure: `goal ${corner}` },
        is: 'at least',
        right: { variant: 'maml', after: 1, measure: `goal ${corner}` },
      })),
      { left: { variant, after: 1, measure: 'all' }, is: 'at least', right: { variant: 'maml', after: 1, measure: 'all' }, errors: 2 },
    ]),
    variants: [
      { learner: 'maml', line: 'outer=adam', iterations: 100, chunk: 20, expect: {} },
      { learner: 'promp', line: 'outer=adam', iterations: 100, chunk: 20, expect: {} },
      { learner: 'e-maml', line: 'outer=adam', iterations: 100, chunk: 20, expect: {} },
      { learner: 'pretrained', line: 'outer=adam', iterations: 100, chunk: 20, expect: {} },
      { learner: 'scratch', iterations: 0, chunk: 1, expect: {} },
    ],
    published: {},
  },
  'rl2-catch': {
    title: 'RL² on a game seen as pixels',
    about:
      'One ball on a screen of 5 x 5, five throws a trial; whether left and right are exchanged, the wind and the speed are to be found out. A GRU of 64. Balls caught on 20,000 held-out tasks; 90 % of the way from random play to the best play without knowing the rules must be reached.',
    line: 'tasks=catch&test_tasks=20000&test_steps=4',
    seeds: [1, 2, 3],
    steps: [0, 1, 2, 3, 4, 'trial'],
    steps_are: 'episodes before',
    compare: [
      {
        left: { variant: 'rl2', after: 'trial' },
        is: 'at least',
        right: { from: { variant: 'random', after: 'trial' }, to: { variant: 'bayes-optimal', after: 'trial' }, share: 0.9 },
      },
    ],
    variants: [
      {
        learner: 'rl2',
        line: 'memory=64&meta_batch_size=512&block=64&gae_lambda=0.95&discount=0.97&outer_lr=0.003&epochs=4&minibatches=8&entropy_coefficient=0.01',
        iterations: 200,
        chunk: 50,
        expect: {},
      },
      { learner: 'random', iterations: 0, chunk: 1, expect: {} },
      { learner: 'bayes-optimal', iterations: 0, chunk: 1, expect: { trial: [4.78, 4.82] } },
      { learner: 'oracle', iterations: 0, chunk: 1, expect: { trial: [5, 5] } },
    ],
    published: {},
  },
  car: {
    title: 'MAML and RL² on a car whose grip and steering vary',
    about:
      'Tracks, grip and steering vary; ten seconds an episode from rest, which leaving the track ends. Return (metres of progress, less 5 where the track is left) and laps on 100 held-out tasks, beside those of an oracle that knows track, grip and ' +
      'steering. RL² is judged in the first, second and third episode of a trial, the gradient learners after as many steps.',
    line: 'tasks=car&test_tasks=100&test_steps=2',
    seeds: [1, 2, 3],
    steps: [0, 1, 2],
    steps_are: 'inner steps of eight episodes, or episodes before',
    measured: true,
    variants: [
      { learner: 'maml', iterations: 150, chunk: 25, expect: {} },
      { learner: 'rl2', line: 'episodes=3&memory=64&hidden=64&meta_batch_size=128&block=32&gae_lambda=0.95&outer_lr=0.002&epochs=4&minibatches=4&max_gradient_norm=1', iterations: 150, chunk: 25, expect: {} },
      { learner: 'pretrained', iterations: 150, chunk: 50, expect: {} },
      { learner: 'scratch', iterations: 0, chunk: 1, expect: {} },
    ],
    published: {},
  },
  'cheetah-direction': {
    title: 'MAML on the half-cheetah, forward or backward (after Finn et al. 2017)',
    about:
      '20 tasks of 10 episodes of 100 steps, two layers of 64, an eighth of the paper’s data an iteration. Return, and mean speed in the task’s direction from a standing start, on 40 held-out tasks. ' +
      'Settings were chosen with seed 11.',
    line: 'tasks=cheetah&preset=direction&test_tasks=40&test_steps=2',
    seeds: [1, 2, 3],
    steps: [0, 1, 2],
    measured: true,
    compare: [
      { left: { variant: 'maml', after: 1, measure: 'forward' }, is: 'at least', right: 1 },
      { left: { variant: 'maml', after: 1, measure: 'backward' }, is: 'at least', right: 1 },
      { left: { variant: 'pretrained', after: 1, measure: ['forward', 'backward'] }, is: 'at most', right: 0.3 },
    ],
    variants: [
      { learner: 'maml', line: running, iterations: 500, chunk: 10, expect: {} },
      { learner: 'pretrained', line: running, iterations: 500, chunk: 50, expect: {} },
      { learner: 'scratch', line: 'inner_lr=0.2&gae_lambda=0.9', iterations: 0, chunk: 1, expect: {} },
    ],
    published: {},
  },
  'cheetah-velocity': {
    title: 'MAML on the half-cheetah, a speed to run at (after Finn et al. 2017)',
    about:
      'As in [cheetah-direction](cheetah-direction.md), with speeds from 0 to 2 m/s. Return, and the distance of the last half’s mean speed from the goal (m/s), on 40 held-out tasks; MAML’s after one step must be at most .6 of what one network for all ' +
      'goals has after one. `alone, g` is a network trained on goal g alone, and judged on it.',
    line: `tasks=cheetah&preset=velocity&test_tasks=40&test_steps=1&${running}`,
    seeds: [1, 2, 3],
    steps: [0, 1],
    measured: true,
    compare: [{ left: { variant: 'maml', after: 1, measure: 'all' }, is: 'at most', right: { variant: 'pretrained', after: 1, measure: 'all' }, times: 0.6 }],
    variants: [
      { learner: 'maml', iterations: 400, chunk: 10, expect: {} },
      { learner: 'pretrained', iterations: 400, chunk: 50, expect: {} },
      ...[0.2, 0.6, 1, 1.4, 1.8].map((goal) => ({
        name: `alone, ${goal} m/s`,
        learner: 'pretrained',
        line: `velocity_low=${goal}&velocity_high=${goal}`,
        iterations: 200,
        chunk: 50,
        expect: {},
      })),
    ],
    published: {},
  },
  selector: {
    title: 'Choosing a step size on two kinds of bandits (Rice 1976; Jamieson & Talwalkar 2016)',
    about:
      'Two arms that pay with .1 and .9 (`easy`), with .4 and .6 (`hard`), or with either in half of the tasks (`easy-or-hard`). The candidates are runs of MAML with saved parameters: one trained on the latter with small steps on five pulls each, ' +
      'which are still on their way on easy bandits after 20 steps, and one as it begins with large steps on ten pulls, which are sure after one of them, on hard bandits often of the wrong arm. A trial is 200 pulls, of which two fifths are for choosing; ' +
      'a candidate alone makes 20 steps. The score is what the last pull brings, on a scale from 0 (either arm at random) to 1 (the better arm), over 100,000 held-out bandits. A selector trained on one kind of bandits must come ' +
      'within .02 of the better candidate, and one trained on both must be above it by two standard errors (over seeds).',
    line: 'tasks=bernoulli-bandit&test_tasks=100000',
    seeds: [1, 2, 3],
    steps: ['score'],
    steps_are: 'last pull',
    variants: [
      ...Object.entries(chosenAmong).map(([steps, knobs]) => ({
        name: `maml with ${steps} steps, trained`,
        learner: 'maml',
        line: `preset=easy-or-hard&meta_batch_size=40&block=10&test_steps=20&${knobs}`,
        // Training by steps so large tilts the start to one arm: those with them are saved as they begin.
        iterations: steps === 'small' ? 20 : 0,
        chunk: 20,
        expect: {},
        scale: bandits['easy-or-hard'],
      })),
      ...Object.entries(chosenAmong).flatMap(([steps, knobs]) =>
        onBandits((preset) => ({
          name: `${steps} steps, ${preset}`,
          learner: 'maml',
          from: [`maml with ${steps} steps, trained`],
          line: ([hash]) => `preset=${preset}&block=50&test_steps=20&${knobs}&init=${hash}`,
        })),
      ),
      ...onBandits((preset) => ({
        name: `selector, ${preset}`,
        learner: 'selector',
        from: Object.keys(chosenAmong).map((steps) => `maml with ${steps} steps, trained`),
        line: (hashes) =>
          `preset=${preset}&episodes=200&selection_share=0.4&meta_batch_size=400&block=50&candidates=${Object.values(chosenAmong)
            .map((knobs, i) => asCandidate(knobs, hashes[i]))
            .join(';')}`,
        iterations: 25,
        chunk: 25,
      })),
    ],
    compare: ['easy', 'hard', 'easy-or-hard'].map((preset) => ({
      left: { variant: `selector, ${preset}`, after: 'score' },
      is: 'at least',
      right: { best: Object.keys(chosenAmong).map((steps) => ({ variant: `${steps} steps, ${preset}`, after: 'score' })) },
      ...(preset === 'easy-or-hard' ? { errors: 2 } : { short: 0.02 }),
    })),
    published: {},
  },
};
