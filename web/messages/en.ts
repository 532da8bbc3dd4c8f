// Every sentence that the page says by itself, in English. Numbers come in already formatted. A sentence is never put
// together from pieces, so that another language can order it as it likes; lists within it are made by the language.
import type { Problem } from '../engine/check.ts';
import type { Arguments, CoreMessages } from './core-messages.ts';
import type { Amount } from './format.ts';

/** What is measured on a task, and how tasks are summed up. */
type Quantity = 'loss' | 'return';
type Summary = 'mean' | 'median';

const of = (count: Amount, one: string, many: string) => `${count} ${count.value === 1 ? one : many}`;
const said = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join(', ') : (value ?? ''));

type Sentence = (about: Record<string, string>) => string;
type Limits = { ever: Sentence; within: Sentence; at: Sentence };
interface GoalMessages {
  title: string;
  measures: Record<string, string>;
  samples: Record<string, string>;
  summaries: Record<string, string>;
  above: Limits;
  below: Limits;
  progress: (percent: string) => string;
  waiting: string;
  now: Sentence;
  reached: Sentence;
  missed: Sentence;
}

export const en = {
  /** Between two sentences that follow each other. */
  gap: ' ',
  /** The core's own words are English. */
  core: null as CoreMessages | null,

  site: {
    title: 'Meta-RL Playground',
    tagline: 'Watch an agent learn to learn.',
    /** The ways through the site. */
    nav: { label: 'Site', play: 'Play', learn: 'Learn', embed: 'Embed', docs: 'Docs' },
    skip: 'Skip to the playground',
    tour: 'Take the tour',
    theme: 'Theme',
    themes: { auto: 'System', light: 'Light', dark: 'Dark' },
    language: 'Language',
    closer: 'Look closer:',
  },

  controls: {
    title: 'Run',
    tasks: 'Tasks',
    learner: 'Learner',
    learners: 'Learners',
    yardsticks: 'Yardsticks',
    preset: 'Preset',
    about: 'About this run',
    presetTitle: (name: string) => `Preset ${name}`,
    transport: 'Play and step',
    play: 'Play',
    pause: 'Pause',
    nextPhase: 'Next phase',
    nextIteration: 'Next iteration',
    reset: 'Reset',
    undo: (n: Amount) => `Back to the run before, at iteration ${n}`,
    keys: { phase: '→', iteration: '⇧ →', reset: 'R' },
    speed: 'Speed',
    rate: (rate: string) => `${rate}/s`,
    rateSaid: (rate: string) => `about ${rate} iterations a second`,
    goTo: 'Go to iteration',
    goToShort: 'Go to…',
    go: 'Go',
    speeds: { slow: 'Slow', medium: 'Medium', full: 'Full' },
  },

  timeline: {
    title: 'Iterations so far',
    at: (n: Amount, all: Amount) => `${n} of ${all}`,
    said: (n: Amount, all: Amount) => `Iteration ${n} of ${all}`,
    latest: (n: Amount) => `Back to ${n}`,
    trained: 'Trained beforehand:',
    after: (n: Amount) => `after ${n}`,
    afterSaid: (n: Amount) => `Enter the run as it stands after ${n} iterations`,
    fromNothing: 'from nothing',
    fromNothingSaid: 'Start the run from nothing',
    unavailable: 'The stored run could not be fetched; check the network connection, then try again.',
    hint: 'Drag to look back: an earlier iteration is computed again, to the same bits.',
    back: (n: Amount) => `The run as it stood then. Going on from here drops the ${n} iterations after it, which can be undone.`,
  },

  standing: {
    loading: 'The engine is being loaded…',
    iteration: (n: Amount) => `Iteration ${n}`,
    invitation: 'Press Play and watch it learn.',
    working: (done: Amount, total: Amount) => `Working: ${done} of ${total}`,
    pace: (time: string) => `${time} an iteration`,
    going: (n: Amount, time: string) => (time ? `On its way to iteration ${n}: about ${time} more.` : `On its way to iteration ${n}.`),
    takes: (time: string) => `An iteration takes about ${time} on this machine.`,
    takesMore: (time: string) => `An iteration takes more than ${time} on this machine.`,
    measuring: 'The time that an iteration takes on this machine is being measured.',
    underWay: (n: Amount) => `Iteration ${n} is under way.`,
  },

  /** What has just been done: the phase that was completed last. */
  phases: {
    sample: 'Tasks were sampled.',
    collect: 'Data was collected.',
    collectStep: (step: Amount, steps: Amount) => `Data for inner step ${step} of ${steps} was collected.`,
    collectEpisode: (n: Amount, count: Amount) => `Episode ${n} of ${count} was played.`,
    collectPull: (n: Amount, count: Amount) => `Pull ${n} of ${count} was made.`,
    adapt: 'The learner adapted to each task.',
    adaptStep: (step: Amount, steps: Amount) => `The learner took inner step ${step} of ${steps}.`,
    evaluate: 'The adapted learner was evaluated.',
    evaluateEpisode: 'The last episode was played.',
    evaluatePull: 'The last pull was made.',
    update: 'The meta-parameters were updated.',
    updateNothing: 'The trials are over; a fixed rule learns nothing from them.',
  },

  /** Forms of the terms that the glossary explains, with | between them. */
  terms: {
    task: 'task|tasks',
    distribution: 'distribution|task distribution',
    batch: 'batch|meta-batch',
    iteration: 'meta-iteration|meta-iterations',
    phase: 'phase|phases',
    inner: 'inner loop',
    outer: 'outer loop',
    adaptation: 'adaptation|adapts|adapt',
    step: 'inner step|inner steps',
    update: 'meta-update',
    parameters: 'meta-parameters|unadapted parameters|starting point',
    theta: 'θ',
    thetaPrime: 'θ′',
    alpha: 'α',
    beta: 'β',
    loss: 'loss',
    return: 'return',
    reward: 'reward|rewards',
    episode: 'episode|episodes',
    trial: 'trial|trials',
    pull: 'pull|pulls',
    memory: 'memory',
    belief: 'belief',
    guess: 'guess',
    place: 'place',
    candidate: 'candidate|candidates',
    prototype: 'prototype|prototypes',
    context: 'context',
    counts: 'counts',
    unseen: 'tasks never trained on|held-out',
    seed: 'seed|seeds|random numbers',
    paired: 'paired',
    median: 'median',
    mean: 'mean',
    quartiles: 'quartiles',
    error: 'standard error',
    yardstick: 'yardstick|yardsticks',
    scratch: 'scratch',
    pretrained: 'pretrained',
    knob: 'knob|knobs',
    preset: 'preset',
    gradient: 'gradient',
    metaGradient: 'meta-gradient|meta-gradients',
    surrogate: 'surrogate',
    bits: 'bit for bit',
  },

  /** The two loops. Letters: θ the meta-parameters, θ′ those adapted to a task, and others for what a trial leaves behind. */
  loops: {
    title: 'The two loops',
    hint: 'Choose a phase to run up to it.',
    inner: {
      gradient: (tasks: Amount) => `Inner loop: on ${of(tasks, 'task', 'tasks')}, each from the same θ`,
      context: (tasks: Amount) => `Inner loop: on ${of(tasks, 'task', 'tasks')}, each with the same θ and an empty context c`,
      trial: (tasks: Amount) => `Inner loop: a trial on ${of(tasks, 'task', 'tasks')}, each with the same θ`,
      example: (tasks: Amount) => `Inner loop: on ${of(tasks, 'task', 'tasks')}, each with the same θ`,
      rule: (tasks: Amount) => `Inner loop: a trial on ${of(tasks, 'task', 'tasks')}`,
      joint: (tasks: Amount) => `No inner loop: ${of(tasks, 'task is', 'tasks are')} learned together`,
    },
    /** The phases; in the middle ones by what adapts. */
    phases: {
      sample: 'Sample tasks',
      collect: { gradient: 'Collect data', episode: 'Play episodes', pull: 'Make pulls', example: 'Place examples' },
      adapt: { gradient: 'Take a gradient step', search: 'Try policies' },
      evaluate: { gradient: 'Judge θ′', context: 'Judge c', episode: 'Last episode', pull: 'Last pull', example: 'Judge new points', joint: 'Judge θ' },
      update: 'Update θ',
    },
    numbers: {
      tasks: (n: Amount) => of(n, 'task', 'tasks'),
      points: (n: Amount) => `${of(n, 'point', 'points')} each`,
      episodes: (n: Amount) => `${of(n, 'episode', 'episodes')} each`,
      place: (n: Amount, count: Amount) => `${n} of ${count}`,
      rate: (letter: string, value: string) => `${letter} = ${value}`,
      moved: (length: string) => `moved by ${length}`,
      change: (quantity: Quantity, before: string, after: string) => `${quantity} ${before} → ${after}`,
      one: (quantity: Quantity, value: string) => `${quantity} ${value}`,
      total: (value: string) => `reward so far ${value}`,
      gradient: (length: string) => `gradient ${length}`,
      rejected: 'rejected',
    },
    /** What becomes of what adapted to a task. */
    fate: {
      gradient: 'θ′ is used for the update, then discarded.',
      search: 'θ′ is discarded; the update goes by what perturbed θ adapt to.',
      alone: 'θ′ is discarded.',
      context: 'The context c is used for the update, then empty again.',
      memory: 'The memory h is empty again before the next task.',
      belief: 'The belief b begins anew with the next task.',
      latent: 'The guess z is forgotten before the next task.',
      embedding: 'The place c is forgotten before the next task.',
      choice: 'The candidate a is chosen anew on the next task.',
      example: 'The prototypes c are discarded.',
      model: 'The model θ′ is adapted anew at every step, and discarded.',
      rule: 'The counts n are forgotten before the next task.',
      joint: 'There is no θ′: θ itself is judged.',
    },
    kept: { updated: 'Outer loop: the updated θ is kept, and the next meta-iteration begins with it.', nothing: 'No outer loop: nothing is updated, and the next tasks begin as these did.' },
    nothing: 'No update',
    /** One sentence a phase, with its numbers on the task shown. */
    now: {
      sample: (tasks: Amount) => `${of(tasks, 'task was', 'tasks were')} sampled.`,
      points: (tasks: Amount, points: Amount, loss: string) =>
        `${of(points, 'point was', 'points were')} drawn from each of ${of(tasks, 'task', 'tasks')}; on the one shown the loss of θ is ${loss}.`,
      again: (step: Amount, steps: Amount, quantity: Quantity, value: string) =>
        `Data for inner step ${step} of ${steps} was collected; on the task shown the ${quantity} is now ${value}.`,
      episodes: (tasks: Amount, episodes: Amount, value: string) =>
        `With θ ${of(episodes, 'episode was', 'episodes were')} played on each of ${of(tasks, 'task', 'tasks')}; on the one shown they brought ${value} on average.`,
      adapt: (step: Amount, steps: Amount, rate: string, length: string) =>
        `Inner step ${step} of ${steps}, of size α = ${rate}, moved the parameters by ${length} on the task shown; they are θ′ now.`,
      adaptOwn: (step: Amount, steps: Amount, length: string) => `Inner step ${step} of ${steps} moved the parameters by ${length} on the task shown; they are θ′ now.`,
      adaptContext: (step: Amount, steps: Amount, length: string) => `Inner step ${step} of ${steps} moved the context c by ${length} on the task shown; θ stays as it is.`,
      episode: (n: Amount, count: Amount, value: string) => `Episode ${n} of ${count} was played: it brought ${value} on the task shown.`,
      pull: (n: Amount, count: Amount, total: string) => `Pull ${n} of ${count} was made: so far they brought ${total} on the task shown.`,
      example: (n: Amount, count: Amount, loss: string) => `Example ${n} of ${count} of each class was placed: on the task shown the loss was ${loss} before it.`,
      judged: (quantity: Quantity, before: string, after: string) => `On the task shown the ${quantity} was ${before} with θ and is ${after} with θ′.`,
      judgedContext: (quantity: Quantity, before: string, after: string) => `On the task shown the ${quantity} was ${before} with an empty context and is ${after} with c.`,
      joint: (quantity: Quantity, value: string) => `On the task shown the ${quantity} of θ is ${value}.`,
      lastEpisode: (first: string, last: string) => `On the task shown the first episode brought ${first} and the last ${last}.`,
      lastPull: (count: Amount, total: string) => `On the task shown ${of(count, 'pull', 'pulls')} brought ${total} in all.`,
      lastExample: (before: string, after: string) => `On the task shown the loss was ${before} before any example and is ${after} after all.`,
      update: (tasks: Amount, length: string) => `θ was updated once for ${of(tasks, 'task', 'tasks')} together: the meta-gradient has length ${length}.`,
      updated: (tasks: Amount) => `θ was updated once for ${of(tasks, 'task', 'tasks')} together.`,
    },
  },

  tasks: {
    title: 'Tasks',
    lead: 'Each meta-iteration samples a batch of tasks.',
    none: 'No tasks have been sampled yet.',
    sampled: (count: Amount, n: Amount, ranges: string) =>
      `${of(count, 'task is', 'tasks are')} sampled in iteration ${n}: ${ranges}.`,
    range: (name: string, low: string, high: string) => `${name} from ${low} to ${high}`,
    chosen: (i: Amount, parameters: string) => `Task ${i} is shown: ${parameters}.`,
    probed: (parameters: string) => `Your own task is shown: ${parameters}.`,
    parameter: (name: string, value: string, unit: string) => (unit ? `${name} ${value} ${unit}` : `${name} ${value}`),
    more: (count: Amount) => `${count} more`,
    axis: (name: string, unit: string) => (unit ? `${name} (${unit})` : name),
    axisX: 'Horizontal axis',
    axisY: 'Vertical axis',
    picture: (x: string, y: string) => `Task space: ${x} across, ${y} up. Click to choose a task or to try a new one.`,
    line: (x: string) => `Task space: ${x}. Click to choose a task or to try a new one.`,
    inBatch: 'this batch',
    earlier: 'earlier batches',
    distribution: 'distribution',
    shown: 'Task shown',
    place: (n: Amount, count: Amount) => `${n} of ${count}`,
    previous: 'Previous task',
    next: 'Next task',
  },

  probe: {
    title: 'Try a task of your own',
    hint: 'Click the picture or enter parameters; the task may lie outside the distribution.',
    adapt: 'Adapt to this task',
    adapting: 'Adapting…',
    cancel: 'Cancel',
    close: 'Back to the batch',
    shown: 'Your own task',
    range: (low: string, high: string) => `${low} to ${high}`,
    outside: 'outside the distribution',
  },

  adaptation: {
    title: 'Adaptation',
    /** By the way in which the learner adapts. */
    leads: {
      gradient: 'The agent adapts to each of them: the inner loop.',
      memory: 'On each of them the agent plays a trial of several episodes and adapts through its memory.',
      belief: 'On each of them the agent plays a trial of several episodes and adapts through its belief about the task.',
      latent: 'On each of them the agent plays a trial of several episodes, each guided by a guess at the task drawn from its belief.',
      embedding: 'On each of them the agent plays a trial of several episodes and adapts through the place of the task in a learned space.',
      model: 'On each of them the agent plays a trial, in which a model of the world adapts to the last steps at every step, and plans by it.',
      choice: 'On each of them several learners play in turn; the worse half is left out again and again, and the one that remains plays on.',
      rule: 'On each of them a fixed rule plays a trial of several episodes.',
      examples: 'On each of them the agent places the examples in a learned space; a class is represented by the mean of its examples.',
    } as Record<string, string>,
    waiting: 'The agent’s adaptation to this task appears here once its data has been collected.',
    notYet: 'The agent has not yet met this task.',
    /** States of adaptation: after n inner steps or examples; an episode or a pull by its own number. */
    moments: {
      step: (n: Amount) => (n.value === 0 ? 'before' : `after step ${n}`),
      example: (n: Amount) => (n.value === 0 ? 'before' : `${n} of each class`),
      episode: (n: Amount) => `episode ${n}`,
      pull: (n: Amount) => `pull ${n}`,
    },
    moment: (name: string, value: string) => `${name}: ${value}`,
    all: { step: 'All', episode: 'Whole trial', pull: 'Whole trial', example: 'First and last' },
    choices: {
      step: { loss: 'Inner steps and their loss', return: 'Inner steps and their return' },
      episode: { loss: 'Episodes of the trial and their loss', return: 'Episodes of the trial and their return' },
      pull: { loss: 'Pulls of the trial and their loss', return: 'Pulls of the trial and their return' },
      example: { loss: 'Examples of each class and the loss after them', return: 'Examples of each class and the return after them' },
    },
    chosen: { step: 'Inner step', episode: 'Episode', pull: 'Pull', example: 'Examples of each class' },
    /** One value of the list in `values`. */
    valueAt: {
      step: (value: string, n: Amount) => (n.value === 0 ? `${value} before adaptation` : `${value} after step ${n}`),
      example: (value: string, n: Amount) => (n.value === 0 ? `${value} before adaptation` : `${value} after ${n} of each class`),
    },
    values: (quantity: Quantity, values: string) => `On this task the ${quantity} is ${values}.`,
    episodes: (values: string, total: string) => `On this task the episodes bring ${values} in turn, ${total} in all.`,
    episodeEnds: (count: Amount, first: string, last: string, total: string) =>
      `On this task ${count} episodes were played: the first brought ${first}, the last ${last}, all together ${total}.`,
    oracle: (acts: string) => `The oracle ${acts}.`,
  },

  film: {
    title: 'Adaptation side by side',
    lead: 'Each row is a task of the batch, each column a moment of its adaptation.',
    task: (n: Amount) => `Task ${n}`,
    cell: (task: string, moment: string, value: string, quantity: Quantity) => (value ? `${task}, ${moment}: ${quantity} ${value}.` : `${task}, ${moment}.`),
    earlier: 'Earlier tasks',
    later: 'Later tasks',
    range: (from: Amount, to: Amount, all: Amount) => `${from} to ${to} of ${all}`,
    waiting: 'Shown as soon as the tasks of a batch have been adapted to.',
  },

  batch: {
    title: { loss: 'Every task of the batch: loss', return: 'Every task of the batch: return' },
    titleTrial: 'Every task of the batch: return of the first and the last episode',
    improved: (better: Amount, count: Amount, quantity: Quantity) =>
      `Adaptation improved the ${quantity} on ${better} of ${of(count, 'task', 'tasks')}.`,
    improvedTrial: (better: Amount, count: Amount) =>
      `The last episode brought more than the first on ${better} of ${of(count, 'task', 'tasks')}.`,
  },

  trial: {
    title: 'Over the trial',
    steps: { episode: 'steps of the trial', pull: 'pulls' },
    rows: {
      rewards: 'reward',
      critic: 'reward that the critic expects from here on',
      memory: 'memory, one line for each unit',
      belief: 'belief about the task: mean ± deviation',
      latent: 'guess at the task: mean ± deviation, dot: sample',
      embedding: 'place of the task among tasks',
      choices: 'candidate at play, one line for each',
      latentMean: 'belief: one line for each mean',
      latentDeviation: 'belief: one line for each deviation',
    },
    rewards: (steps: Amount, total: string) => `The rewards over ${of(steps, 'step', 'steps')} are ${total} in all.`,
    rewardsApart: (steps: Amount, total: string) =>
      `The rewards over ${of(steps, 'step', 'steps')} that the agent learns from are ${total} in all; it is judged by other ones.`,
    memory: (units: Amount, size: string) => `The mean size of the memory’s ${of(units, 'unit', 'units')} at the end is ${size}.`,
    choices: (candidates: Amount, chosen: string, episodes: Amount) =>
      `Of ${candidates} candidates ${chosen} was chosen; it played ${of(episodes, 'episode', 'episodes')} of the trial.`,
    place: (dimensions: Amount) =>
      dimensions.value === 1 ? 'The line is the coordinate of the task’s place.' : `Each of the ${dimensions} lines is one coordinate of the task’s place.`,
    latent: (dimensions: Amount, first: string, last: string) =>
      `The task is represented by ${of(dimensions, 'dimension', 'dimensions')}, whose mean deviation went from ${first} to ${last}.`,
  },

  update: {
    title: 'Meta-update',
    lead: 'Then the starting point of adaptation is updated: the outer loop.',
    leadTrial: 'Then the network that adapts is updated: the outer loop.',
    leadChoice: 'Then what is expected of the candidates is updated: the outer loop.',
    leadRule: 'A yardstick is a fixed rule: nothing is updated. Its trials are counted here.',
    waiting: 'No meta-update has been made yet.',
  },

  /** The unadapted parameters before and after an update. */
  meta: {
    title: 'Unadapted parameters',
    titleTrial: 'First episode, knowing nothing of the task',
    before: 'before the update',
    after: 'after the update',
    waiting: 'The behaviour of the unadapted parameters appears here.',
    outputs: (amount: string) => `The update changed the outputs of the unadapted parameters by ${amount} on average.`,
    states: (amount: string) => `After the update the states of the same unadapted episodes differ by ${amount} on average.`,
    places: (other: Amount, steps: Amount) => `After the update the same first episode differs at ${other} of ${of(steps, 'step', 'steps')}.`,
    rejected: 'No step of the line search was good enough: this update was rejected, and the parameters stayed as they were.',
  },

  history: {
    title: { loss: 'Loss over meta-iterations', return: 'Return over meta-iterations' },
    titleTrial: 'First and last episode over meta-iterations',
    titleTotal: 'Total reward of a trial over meta-iterations',
    empty: 'Loss or return before and after adaptation appears here, iteration by iteration.',
    axis: 'meta-iteration',
    values: { loss: 'loss', return: 'return' },
    before: { step: 'before', episode: 'first', pull: 'first', example: 'before' },
    after: { step: 'after', episode: 'last', pull: 'last', example: 'after' },
    total: 'total',
    notes: {
      median: 'Line: median over tasks. Band: quartiles. In a long run neighbouring iterations are averaged.',
      mean: 'Line: mean over tasks. Band: quartiles. In a long run neighbouring iterations are averaged.',
    },
    /** The iteration completed last. */
    latest: (n: Amount, summary: Summary, quantity: Quantity, pre: string, post: string) =>
      `In iteration ${n} the ${summary} ${quantity} over the batch is ${pre} before adaptation and ${post} after it.`,
    latestTrial: (n: Amount, summary: Summary, first: string, last: string) =>
      `In iteration ${n} the ${summary} return over the batch is ${first} in the first episode and ${last} in the last.`,
    latestTotal: (n: Amount, total: string) => `In iteration ${n} the mean total of a trial over the batch is ${total}.`,
    /** From the first iterations until now. */
    course: (summary: Summary, quantity: Quantity, first: string, now: string) =>
      `After adaptation the ${summary} ${quantity} was ${first} at the start and is now ${now}.`,
    courseTrial: (summary: Summary, first: string, now: string) =>
      `The ${summary} return of the last episode was ${first} at the start and is now ${now}.`,
    courseTotal: (first: string, now: string) => `The mean total of a trial was ${first} at the start and is now ${now}.`,
  },

  heldOut: {
    title: 'On tasks never trained on',
    empty: 'The held-out evaluation is being computed.',
    axis: { step: 'inner steps', episode: 'episodes played before', pull: 'pulls', example: 'examples of each class' },
    soFar: { episode: 'mean reward of an episode so far', pull: 'mean reward of a pull so far' },
    notes: {
      median: 'Line: median over tasks. Band: quartiles.',
      mean: 'Line: mean over tasks. Band: its standard error.',
      total: 'Line: mean over tasks of the average so far. Band: its standard error. The average times the trial’s length is its total.',
    },
    group: (episodes: Amount) =>
      `A yardstick is drawn beside the step that has seen as many episodes (${of(episodes, 'episode', 'episodes')} at each step).`,
    /** The run, or a network that it is measured against, and the iteration that was evaluated. */
    evaluated: (title: string, n: Amount) => `${title} at iteration ${n}`,
    evaluations: (runs: string) => `Evaluated: ${runs}.`,
    scratch: '“Scratch” learns nothing beforehand.',
    runs: { run: 'this run', scratch: 'scratch', pretrained: 'pretrained' } as Record<string, string>,
    /** One run of the lists below. */
    total: (run: string, mean: string, error: string) => `${run} ${mean} ± ${error}`,
    ends: (run: string, first: string, last: string) => `${run} from ${first} to ${last}`,
    steps: (run: string, values: readonly string[]) => `${run} ${values.join(' → ')}`,
    totals: (runs: string) => `Total reward of a trial, mean over tasks ± its standard error: ${runs}.`,
    episodes: { median: (runs: string) => `Median return from the first episode to the last: ${runs}.`, mean: (runs: string) => `Mean return from the first episode to the last: ${runs}.` },
    values: {
      step: (summary: Summary, quantity: Quantity, runs: string) => `${summary === 'mean' ? 'Mean' : 'Median'} ${quantity}, step by step: ${runs}.`,
      example: (summary: Summary, quantity: Quantity, runs: string) => `${summary === 'mean' ? 'Mean' : 'Median'} ${quantity}, example by example: ${runs}.`,
    },
  },

  /** Words that belong to one way of drawing. */
  faces: {
    curve: { truth: 'true function', support: 'adapted on' },
    field: {
      truth: 'true function',
      support: (value: string) => `adapted on: ${value}`,
      tables: [
        'false', 'AND', 'a and not b', 'a', 'not a and b', 'b', 'XOR', 'OR',
        'NOR', 'XNOR', 'not b', 'a or not b', 'not a', 'not a or b', 'NAND', 'true',
      ],
      lead: 'All 16 functions of two bits a and b; those of this batch are lit. Choose one to try it.',
      sampled: (count: Amount, n: Amount, names: string) => `${of(count, 'function is', 'functions are')} sampled in iteration ${n}: ${names}.`,
      times: (name: string, count: Amount) => (count.value === 1 ? name : `${name} ${count} times`),
      count: (count: Amount) => `×${count}`,
    },
    classes: {
      truth: 'true classes',
      space: 'learned space',
      class: (n: Amount) => `class ${n}`,
      support: 'adapted on',
      query: 'judged on',
      prototype: 'prototype',
    },
    plane: { goal: 'goal', oracle: 'oracle' },
    moving: { time: 'steps', turn: 'the task changes', return: (value: string) => `return ${value}` },
    'cart-pole': { angle: 'angle' },
    pendulum: { height: 'height', upright: 'upright' },
    arm: { distance: 'distance', goal: 'goal' },
    body: { place: 'place', metres: (count: string) => `${count} m`, contact: 'contact with the ground' },
    track: { speed: 'speed', edge: 'edge of the track', sensors: 'range sensors' },
    screen: { ball: 'ball', paddle: 'paddle' },
    bandit: {
      chance: 'chance of a reward',
      pulls: 'arm pulled',
      arm: (n: string) => `arm ${n}`,
      paid: (paid: string, pulls: string) => `${paid} of ${pulls}`,
      truth: 'true chance',
      predicted: 'learned expectation',
      belief: 'exact belief after the pulls so far',
      reward: 'reward',
      noReward: 'no reward',
      summary: (count: Amount, total: string, arm: Amount, times: Amount) =>
        `On this task ${of(count, 'pull', 'pulls')} paid ${total} in all; arm ${arm} was pulled most, ${of(times, 'time', 'times')}.`,
    },
    mdp: {
      reward: 'mean reward of an action (slice)',
      moment: (state: string, action: string) => `state ${state}, action ${action}`,
      now: 'the step shown, and other states that it could have led to',
      path: 'path of the episode',
    },
    grid: { goal: 'goal', belief: 'exact belief about the goal', predicted: 'expected reward of a cell', shade: 'chance that the goal is here' },
    'two-step': {
      first: ['A', 'B'] as [string, string],
      second: ['1', '2'] as [string, string],
      pays: (chance: string) => `pays ${chance}`,
      choices: 'choices',
      stay: 'same choice again, by outcome',
      share: (stayed: string, times: string) => `${stayed}/${times}`,
      rewarded: 'reward',
      unrewarded: 'no reward',
      common: 'common',
      rare: 'rare',
      better: 'leads to the better state',
      rareMark: 'after a rare transition',
      belief: 'exact chance that state 1 is better',
      summary: (count: Amount, total: string) => `On this task ${total} of ${of(count, 'choice', 'choices')} paid.`,
      stays: (rewardedCommon: string, rewardedRare: string, unrewardedCommon: string, unrewardedRare: string) =>
        `After a reward the same choice was made again in ${rewardedCommon} cases if the transition was common and in ${rewardedRare} if it was rare; without a reward, in ${unrewardedCommon} and ${unrewardedRare}.`,
      stayed: (stayed: Amount, times: Amount) => `${stayed} of ${times}`,
    },
  },

  knobs: {
    title: 'Knobs',
    lead: 'Everything that fixes this run. The engine checks a change before it takes effect.',
    restarts: 'restarts the run',
    live: 'changes while the run goes on',
    restartMark: 'restarts',
    liveMark: 'live',
    range: (low: string, high: string) => `${low} to ${high}`,
    /** Beside the preset. */
    asPreset: 'All knobs are as the preset has them.',
    changed: (count: Amount, names: string) => `${count} ${count.value === 1 ? 'knob differs' : 'knobs differ'} from the preset: ${names}.`,
    changedHere: (count: Amount) => `${count} changed`,
    allBack: 'Back to the preset',
    preset: (value: string) => `The preset has ${value}.`,
    /** A knob that was changed while the run went on. */
    was: (value: string, iteration: Amount) => `${value} until iteration ${iteration}`,
    later: (value: string, iteration: Amount) => `${value} from iteration ${iteration} on`,
    back: (value: string) => `Back to ${value}`,
    backOf: (name: string, value: string) => `Set ${name} back to ${value}`,
    groups: {
      run: 'Run', tasks: 'Tasks', 'inner loop': 'Inner loop', 'outer loop': 'Outer loop', network: 'Network', evaluation: 'Evaluation',
    } as Record<string, string>,
  },

  receipt: {
    title: 'Receipt',
    lead: 'The same line and build give the same parameters, bit for bit, in every browser and in the native program.',
    run: 'Run line',
    build: 'Build',
    iteration: 'Completed iterations',
    hash: 'Parameters',
    from: 'Came from',
    fromBuild: (iteration: string, build: string, hash: string) => `iteration ${iteration} of build ${build}, parameters ${hash}`,
    copy: 'Copy receipt',
    share: 'Copy link',
    shareState: 'Copy link to this state',
    save: 'Save what this panel shows',
    cite: 'Copy BibTeX',
    copied: 'Copied',
    copyFailed: 'The browser did not allow copying; select the text and copy it by hand.',
  },

  files: {
    title: 'Save and load',
    saveSnapshot: 'Save snapshot',
    saveParameters: 'Save parameters',
    saveRun: 'Save run (JSON)',
    loadSnapshot: 'Load snapshot',
    startFrom: 'Start from parameters',
    drop: 'Snapshots, parameters and saved runs can also be dropped on the page.',
  },

  dismiss: 'Dismiss',

  /** What went wrong beside the core, by its code. */
  complaints: {
    lost: ({ reason }: Arguments) => `The engine stopped again right after it was restarted (${said(reason)}); reload the page, or choose smaller sizes.`,
    'not-parameters': () => 'This file does not hold parameters: its size is not a multiple of 4 bytes.',
    'not-a-number': ({ name }: Arguments) => `${said(name)} must be a number.`,
    'bad-link': () => 'The link is damaged: its run line cannot be read.',
    'not-saved': ({ part }: Arguments) => `This is no saved run of the playground: its part “${said(part)}” is not as it must be.`,
    'no-iteration': ({ most }: Arguments) => `The iteration to go to must be a whole number from 0 to ${said(most)}.`,
    unreadable: ({ name }: Arguments) => `The file ${said(name)} could not be read.`,
    'too-large': ({ name, most }: Arguments) => `The file ${said(name)} is too large: at most ${said(most)} MB are read.`,
  } as Record<string, (args: Arguments) => string>,

  /** What a visitor should know though nothing is wrong. */
  notices: {
    recovered: ({ iteration }: Arguments) =>
      `The engine stopped unexpectedly; a new one continues from iteration ${said(iteration)}, without scratch and pretrained beside it. Press Play to go on.`,
    trained: ({ iteration, seconds, build }: Arguments) => `Trained beforehand for ${said(iteration)} iterations, in ${said(seconds)} s, by build ${said(build)} of the engine. It goes on from here, live.`,
    'default-instead': () => 'The default run is shown instead.',
    'learner-instead': ({ asked, tasks, learner }: Arguments) => `${said(asked)} does not run on ${said(tasks)}; ${said(learner)} is shown instead.`,
  } as Record<string, (args: Arguments) => string>,

  /** Why there is no engine. */
  problems: {
    'no-webassembly': () => 'This browser has no WebAssembly, which the engine needs; use a current Chromium, Firefox or Safari.',
    'no-simd': () => 'This browser’s WebAssembly has no SIMD, which the engine needs; use Chrome 91, Firefox 89, Safari 16.4 or newer.',
    missing: (detail: string) => `The server does not have the engine’s file engine.wasm (answer ${detail}); build the site again and upload all of it.`,
    offline: () => 'The engine’s file engine.wasm could not be fetched; check the network connection and reload the page.',
    'not-wasm': (detail: string) =>
      detail
        ? `The file that the server sent as engine.wasm is not WebAssembly but ${detail}; the server probably answers a missing file with a page: upload all of the site’s files.`
        : 'The file that the server sent as engine.wasm is not WebAssembly; upload all of the site’s files.',
    forbidden: () => 'The page’s Content-Security-Policy forbids WebAssembly; the site’s owner must add \'wasm-unsafe-eval\' to its script-src.',
    damaged: () => 'The engine’s file engine.wasm is damaged; reload the page without the cache, or upload the file again.',
    worker: (detail: string) =>
      detail
        ? `The engine could not be started (${detail}); reload the page.`
        : 'The engine’s worker could not be started; reload the page, upload all of the site’s files, or let worker-src of the page’s Content-Security-Policy allow it.',
  } satisfies Record<Problem, (detail: string) => string>,

  // What the element says of its attributes, goals, locks and saved states. `allowed` and other lists come in as sentences have them.
  element: {
    name: 'Meta-learning playground',
    load: 'Load the playground',
    lockedMark: 'fixed',
    locked: 'fixed by the author of this page',
    goal: {
      title: 'Goal',
      measures: {
        'loss-before': 'loss before adaptation', 'loss-after': 'loss after adaptation', 'return-before': 'return before adaptation', 'return-after': 'return after adaptation',
        'first-episode': 'return of the first episode', 'last-episode': 'return of the last episode', total: 'total of a trial', gain: 'gain by adaptation',
      },
      samples: { batch: 'the tasks of a batch', 'held-out': 'tasks never trained on' },
      summaries: { mean: 'mean', median: 'median' },
      above: {
        ever: ({ summary, measure, sample, value }) => `Bring the ${summary} ${measure} over ${sample} above ${value}.`,
        within: ({ summary, measure, sample, value, iteration }) => `Bring the ${summary} ${measure} over ${sample} above ${value} within ${iteration} meta-iterations.`,
        at: ({ summary, measure, sample, value, iteration }) => `At meta-iteration ${iteration}, have the ${summary} ${measure} over ${sample} above ${value}.`,
      },
      below: {
        ever: ({ summary, measure, sample, value }) => `Bring the ${summary} ${measure} over ${sample} below ${value}.`,
        within: ({ summary, measure, sample, value, iteration }) => `Bring the ${summary} ${measure} over ${sample} below ${value} within ${iteration} meta-iterations.`,
        at: ({ summary, measure, sample, value, iteration }) => `At meta-iteration ${iteration}, have the ${summary} ${measure} over ${sample} below ${value}.`,
      },
      progress: (percent: string) => `${percent} % of the way`,
      waiting: 'Nothing has been measured yet.',
      now: ({ value, iteration }) => `It is ${value} at iteration ${iteration}.`,
      reached: ({ iteration }) => `Reached at iteration ${iteration}.`,
      missed: ({ iteration }) => `Not reached by iteration ${iteration}. Change something and reset.`,
    } satisfies GoalMessages,
    refused: {
      choice: ({ key, value, allowed }) => `${key} cannot be “${value}”: it is ${allowed}.`,
      tokens: ({ key, value, allowed }) => `${key} does not know “${value}”; it may name ${allowed}.`,
      twice: ({ key, value }) => `${key} names “${value}” twice.`,
      whole: ({ key, value }) => `${key} cannot be “${value}”: it is a whole number from 1.`,
      name: ({ key, value }) => `${key} cannot be “${value}”: it is a name of at most 64 letters, digits, dots, hyphens and underscores.`,
      address: ({ key, value }) => `${key} is not an address: “${value}”.`,
      scheme: ({ key, value }) => `${key} cannot be “${value}”: files come from an http, https, blob or data address.`,
      foreign: ({ key, value }) => `${key} cannot be “${value}”: code comes from the page’s own origin alone.`,
      'knob-name': ({ key, value, allowed }) => `${key} names “${value}”, which is no knob; knobs are ${allowed}.`,
      'goal-part': ({ value }) => `The goal has a part that is not of the form name=value: “${value}”.`,
      'goal-key': ({ value, allowed }) => `The goal has an unknown part “${value}”; its parts are ${allowed}.`,
      'goal-twice': ({ value }) => `The goal says ${value} twice.`,
      'goal-missing': ({ part }) => `The goal lacks ${part}; measure, op and value must be there.`,
      'goal-choice': ({ part, value, allowed }) => `The goal’s ${part} cannot be “${value}”: it is ${allowed}.`,
      'goal-number': ({ value }) => `The goal’s value is not a number: “${value}”.`,
      'goal-whole': ({ part, value, most }) => `The goal’s ${part} cannot be “${value}”: it is a whole number from 1 to ${most}.`,
      'goal-both': () => 'The goal says both within and at; it can have one of them.',
      'goal-batch-only': ({ value }) => `The goal’s ${value} is for of=batch; held-out tasks stay the same, so there is nothing to smooth.`,
      'goal-unmeasured': ({ value, allowed }) => `This run does not measure ${value}; its goal can speak of ${allowed}.`,
      'bound-form': ({ value }) => `bounds has “${value}”, which is neither a range as in inner_lr:0.01..0.5 nor choices as in learner:maml|anil.`,
      'bound-range': ({ value }) => `bounds has “${value}”, whose lower end is above the upper one.`,
      'bound-twice': ({ part }) => `bounds names ${part} twice.`,
      'bound-range-kind': ({ value }) => `bounds gives ${value} choices, but it is a number: write ${value}:low..high.`,
      'bound-choice-kind': ({ value }) => `bounds gives ${value} a range, but it is a choice: write ${value}:one|other.`,
      'bound-none': ({ value }) => `bounds names ${value}, which is neither a number nor a choice; lock can keep it as it is.`,
      locked: ({ key }) => `${key} is fixed here and cannot be changed.`,
      'outside-both': ({ key, value, low, high }) => `${key} cannot be ${value} here: it is limited to ${low} to ${high}.`,
      'outside-low': ({ key, value, low }) => `${key} cannot be ${value} here: it must be at least ${low}.`,
      'outside-high': ({ key, value, high }) => `${key} cannot be ${value} here: it must be at most ${high}.`,
      'not-among': ({ key, value, allowed }) => `${key} cannot be ${value} here: it is limited to ${allowed}.`,
      'saved-shape': () => 'This is no saved state: an object that save() made is needed, or a part of one.',
      'saved-version': ({ value, version }) => `This saved state has version ${value}; this element reads version ${version}.`,
      'saved-field': ({ value, allowed }) => `A saved state has no field “${value}”; it may have ${allowed}.`,
      'saved-size': ({ value, most }) => `The saved state’s ${value} is larger than ${most} MB.`,
      'saved-value': ({ value }) => `The saved state’s ${value} cannot be read.`,
      'init-fetch': ({ value }) => `The parameters could not be fetched from ${value}.`,
      'init-size': ({ most }) => `The file of parameters is empty, larger than ${most} MB, or not a whole number of 4-byte numbers.`,
      'init-hash': ({ value, hash }) => `The run line wants the parameters ${value}, but the file holds ${hash}.`,
      'not-in-document': () => 'The element is not in the document: put it in first.',
      'not-loaded': () => 'The engine is not there, so nothing can be done.',
    } satisfies Record<string, Sentence>,
  },

  // The page that builds an element by clicking.
  compose: {
    title: 'Compose an element',
    tagline: 'Choose, look, and take the lines for your page.',
    line: 'Run line',
    earlier: (name: string) => `${name}: earlier`,
    later: (name: string) => `${name}: later`,
    sections: {
      run: { title: 'Run', lead: 'The learner and the tasks that the element opens with.' },
      views: { title: 'Pictures', lead: 'Those that are shown, in this order.' },
      controls: { title: 'Controls', lead: 'Those that a reader has, in this order.' },
      knobs: { title: 'Knobs', lead: 'Their values, and how far a reader may change them.' },
      goal: { title: 'Goal', lead: 'Something to reach, in terms of what is measured. The element shows how far it is.' },
      manner: { title: 'Manner', lead: 'Language, look, loading and pace.' },
      texts: { title: 'Texts', lead: 'A title for slides, frames and files, and a caption below the element.' },
    },
    views: {
      loops: 'The two loops', timeline: 'Iterations so far', filmstrip: 'Adaptation side by side', landscape: 'Parameter space around θ', gradients: 'Inspection of the gradient', comparison: 'Comparison of runs', tasks: 'Tasks', adaptation: 'Adaptation', update: 'Meta-update, all three pictures', parameters: 'Unadapted parameters', history: 'Curve over meta-iterations',
      'held-out': 'Held-out tasks', about: 'About tasks, learner and preset', knobs: 'Knobs', receipt: 'Receipt',
    } as Record<string, string>,
    controls: {
      family: 'Choice of tasks', learner: 'Choice of learner', preset: 'Choice of preset', play: 'Play', step: 'Next phase, next iteration', reset: 'Reset', speed: 'Speed',
      status: 'Iteration and phase', goto: 'Go to an iteration', about: 'About tasks, learner and preset',
    } as Record<string, string>,
    knobs: {
      knob: 'Knob', value: 'Value', shown: 'Shown', locked: 'Fixed', bounds: 'Limits',
      lockAll: 'Nothing about the run can be changed',
      valueOf: (name: string) => `Value of ${name}`,
      show: (name: string) => `Show ${name}`,
      lock: (name: string) => `Fix ${name}`,
      least: (name: string) => `Smallest ${name}`,
      most: (name: string) => `Largest ${name}`,
    },
    goal: {
      set: 'Set a goal',
      measure: 'Measure', of: 'Tasks', summary: 'Summary', op: 'Should be', value: 'Value', within: 'Within meta-iterations',
      operators: { above: 'above', below: 'below' } as Record<string, string>,
    },
    manner: {
      lang: 'Language',
      asPage: 'As the page around it',
      load: 'Loads',
      loads: { visible: 'when it is seen', click: 'when its button is pressed', eager: 'at once' },
      ownSpeed: 'As suits the learner',
      task: 'Task shown',
      store: 'Kept in the reader’s browser under the name',
      autoplay: 'Plays as soon as it is loaded',
      background: 'Goes on while it is not seen',
      savable: 'Its views can be saved',
    },
    texts: { title: 'Title', caption: 'Caption' },
    preview: { title: 'Preview', lead: 'The element as it will be. Drag its corner to see it wide and narrow.', again: 'Restart' },
    snippet: {
      title: 'For your page',
      host: 'Your page is',
      copy: 'Copy',
      save: 'Download the file',
      saved: 'Saved.',
      notSaved: 'The script of the file could not be fetched from this site.',
      withoutScript: 'This page computes in your browser and needs JavaScript.',
    },
    hosts: {
      page: { title: 'a plain web page', lead: 'The script once, the element where it belongs.' },
      frame: { title: 'a page that takes frames', lead: 'For course platforms and pages that allow no script; it keeps to itself.' },
      reveal: { title: 'a deck of reveal.js', lead: 'The script once in the deck, the element in its slide.' },
      quarto: { title: 'written with Quarto', lead: 'As a block of HTML, in slides and pages.' },
      myst: { title: 'written in MyST Markdown, with Sphinx', lead: 'The script once in conf.py, the element in the text.' },
      npm: { title: 'built from npm packages', lead: 'With Vite, webpack or without a bundler.' },
      vitepress: { title: 'made with VitePress', lead: 'In the page’s Markdown.' },
      docusaurus: { title: 'made with Docusaurus', lead: 'A component of its own.' },
      anywidget: { title: 'a notebook', lead: 'Jupyter, Colab, VS Code, marimo.' },
      file: { title: 'one HTML file', lead: 'With everything inside: for a disk, or to be uploaded to a course platform.' },
    },
  },
};
