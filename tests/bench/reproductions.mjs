// What is reproduced, and what must come out. A reproduction trains every variant with every seed and judges them on the same held-out tasks.
//
// `line` is a run line without learner and seed; `expect` holds for the mean over tasks after so many inner steps, on the average over seeds
// ([low, high]); `published` stands beside it in the record. A variant is called by its `name`, or else by its learner.

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
};
