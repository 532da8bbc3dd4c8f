// What the stand-in engine says about itself: the same shape as the real one's description, shorter.
const knob = (name, type, value, group, help, more = {}) => ({
  name, type, default: value, unit: '', live: false, group, help, ...more,
});

const parameter = (name, unit, low, high, help) => ({ name, id: name, unit, low, high, help });
const refusal = (code, template, ...names) => ({ code, template, arguments: names });

const episodic = ['point-navigation', 'cart-pole', 'bernoulli-bandit'];
const all = [...episodic, 'sinusoid', 'boolean'];

export const description = {
  build: 'stand-in',
  phases: ['sample', 'collect', 'adapt', 'evaluate', 'update'],
  statistics: [
    'pre_mean', 'pre_lower', 'pre_median', 'pre_upper', 'post_mean', 'post_lower', 'post_median', 'post_upper',
  ],
  knobs: [
    knob('learner', 'choice', 'maml', 'run', 'The meta-learning algorithm.', { choices: ['maml', 'reptile', 'scratch', 'pretrained', 'rl2', 'random', 'thompson'] }),
    knob('tasks', 'choice', 'point-navigation', 'run', 'The distribution over tasks.', { choices: ['point-navigation', 'sinusoid', 'boolean', 'cart-pole', 'bernoulli-bandit'] }),
    knob('preset', 'choice', 'default', 'run', 'A set of values that belong together.', { choices: ['default', 'paper'] }),
    knob('seed', 'seed', '1', 'run', 'Where all random numbers of the run come from.'),
    knob('meta_batch_size', 'integer', '20', 'outer loop', 'Tasks in one meta-iteration.', { low: 1, high: 1000, unit: 'tasks' }),
    knob('shots', 'integer', '10', 'inner loop', 'Episodes or points that a task is adapted on.', { low: 1, high: 100 }),
    knob('episodes', 'integer', '4', 'tasks', 'Episodes that an adaptation has.', { low: 1, high: 1000 }),
    knob('inner_lr', 'real', '0.1', 'inner loop', 'Size of an adaptation step.', { low: 0, high: 10, live: true }),
    knob('inner_steps', 'integer', '2', 'inner loop', 'Adaptation steps on each task.', { low: 0, high: 20, unit: 'steps' }),
    knob('order', 'choice', '2', 'inner loop', 'Whether the meta-gradient goes through the adaptation.', { choices: ['1', '2'] }),
    knob('outer_lr', 'real', '0.001', 'outer loop', 'Size of a meta-update.', { low: 0, high: 1, live: true }),
    knob('test_tasks', 'integer', '20', 'evaluation', 'Held-out tasks of an evaluation.', { low: 1, high: 1000, live: true }),
    knob('test_steps', 'integer', '3', 'evaluation', 'Inner steps of an evaluation.', { low: 1, high: 20, live: true }),
    knob('hidden', 'sizes', '40,40', 'network', 'Hidden layers of the network.'),
  ],
  families: [
    {
      name: 'point-navigation', title: '2D point navigation', kind: 'reinforcement', drawing: 'plane', value: 'return',
      help: 'A point looks for a goal that it cannot see.', variables: ['x', 'y'], learner: 'maml', oracle: 'straight to the goal', belief: '', yardsticks: [],
      parameters: [
        parameter('goal_x', '', -0.5, 0.5, 'The goal, to the right.'),
        parameter('goal_y', '', -0.5, 0.5, 'The goal, upwards.'),
      ],
      presets: [{ name: 'default', help: 'Sized for a page.', values: {} }, { name: 'paper', help: 'As in the paper.', values: { meta_batch_size: '40' } }],
    },
    {
      name: 'sinusoid', title: 'Sinusoid regression', kind: 'supervised', drawing: 'curve', value: 'loss',
      help: 'Fit a sine from a few points.', variables: [], learner: 'maml', oracle: '', belief: '', yardsticks: [],
      parameters: [
        parameter('amplitude', '', 0.1, 5, 'Height of the wave.'),
        parameter('phase', 'rad', 0, Math.PI, 'Shift of the wave.'),
      ],
      presets: [{ name: 'default', help: 'Sized for a page.', values: {} }],
    },
    {
      name: 'boolean', title: 'Boolean functions', kind: 'supervised', drawing: 'field', value: 'loss',
      help: 'One of the 16 functions of two bits.', variables: [], learner: 'maml', oracle: '', belief: '', yardsticks: [],
      parameters: ['f00', 'f01', 'f10', 'f11'].map((name) => parameter(name, '', 0, 1, 'Value at a corner.')),
      presets: [{ name: 'default', help: 'Sized for a page.', values: {} }],
    },
    {
      name: 'cart-pole', title: 'Cart-pole', kind: 'reinforcement', drawing: 'cart-pole', value: 'return',
      help: 'Balance a pole on a cart with unknown physics.', variables: ['x', 'x_dot', 'theta', 'theta_dot'], learner: 'maml', oracle: '', belief: '', yardsticks: [],
      parameters: [
        parameter('gravity', 'm/s²', 5, 15, 'Pull downwards.'),
        parameter('half_pole_length', 'm', 0.25, 1, 'Half the length of the pole.'),
        parameter('force', 'N', 5, 15, 'Push of an action.'),
      ],
      presets: [{ name: 'default', help: 'Sized for a page.', values: {} }],
    },
    {
      name: 'bernoulli-bandit', title: 'Bernoulli bandits', kind: 'reinforcement', drawing: 'bandit', value: 'return',
      help: 'Arms that pay or not.', variables: ['paid'], learner: 'rl2', oracle: '', belief: '', yardsticks: ['random', 'thompson'],
      parameters: [
        { ...parameter('p1', '', 0, 1, 'Chance of the first arm.'), id: 'p', number: 1 },
        { ...parameter('p2', '', 0, 1, 'Chance of the second arm.'), id: 'p', number: 2 },
      ],
      presets: [{ name: 'default', help: 'Sized for a page.', values: {} }],
    },
  ],
  learners: [
    { name: 'maml', title: 'MAML', help: 'Learns where to start from.', source: 'Finn et al. 2017', on: {}, adapts: 'gradient', families: all },
    { name: 'reptile', title: 'Reptile', help: 'Moves towards the adapted parameters.', source: 'Nichol et al. 2018', on: {}, adapts: 'gradient', families: all },
    { name: 'scratch', title: 'From scratch', help: 'No outer loop.', source: '', on: {}, adapts: 'gradient', families: all },
    { name: 'pretrained', title: 'Pretrained', help: 'One network for all tasks.', source: '', on: {}, adapts: 'gradient', families: all },
    { name: 'rl2', title: 'RL²', help: 'A memory that learns to learn.', source: 'Duan et al. 2016', on: {}, adapts: 'memory', families: episodic },
    { name: 'random', title: 'Random', help: 'Acts at random.', source: '', on: {}, adapts: 'rule', families: ['bernoulli-bandit'] },
    { name: 'thompson', title: 'Thompson sampling', help: 'Draws from the posterior.', source: 'Thompson 1933', on: {}, adapts: 'rule', families: ['bernoulli-bandit'] },
  ],
  refusals: [
    refusal('line.unknown-key', '"{key}" is not a knob; the common ones are {knobs|list}.', 'key', 'knobs'),
    refusal('knob.whole', '{key} is "{value}", but must be a whole number from {low} to {high}.', 'key', 'value', 'low', 'high'),
    refusal('knob.real', '{key} is "{value}", but must be a number from {low} to {high}.', 'key', 'value', 'low', 'high'),
    refusal('knob.choice', '{key} is "{value}", but must be one of {choices|list}.', 'key', 'value', 'choices'),
    refusal('pair.needs-episodes', 'learner={learner} needs episodes to act in, which tasks={family} does not have; it runs on {families|list}.', 'learner', 'family', 'families'),
    refusal('inspection.learner', 'learner={learner} follows no gradient that could be inspected; on tasks={family} these do: {learners|list}.', 'learner', 'family', 'learners'),
    refusal('probe.parameter', '{key} must be a number from {low} to {high}.', 'key', 'low', 'high'),
    refusal('snapshot.foreign', 'This is no usable snapshot: it does not begin with {magic}.', 'magic'),
  ],
};
