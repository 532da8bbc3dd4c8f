// The boundary between the C++ core and everything that is written in JavaScript.
//
//   page ── typed messages ──> worker ── the calls below ──> Embind (boundary.cpp) ──> core/lab
//
// It is narrow on purpose: a handful of calls that carry text (JSON, made by the core) and flat float arrays.
// Nothing throws for bad input: such an answer is a Refusal, a code with arguments and one sentence that can be shown as it is.
//
// Words for people are in these fields alone, in English; a table in another language finds each of them by ids that stay as
// they are:
//   Knob.help                                   by the knob's name
//   Knob.unit, TaskParameter.unit, Knob.group   by themselves
//   Family.title, help, oracle, belief          by the family's name
//   TaskParameter.help                          by the family's name and the parameter's id
//   Preset.help                                 by the family's and the preset's names
//   Learner.title, help, source                 by the learner's name; those in `on` by the family's name, too
//   RefusalTemplate.template (and `message`)    by the refusal's code, with its arguments
// All other text is made of names (of knobs, choices, presets, phases, statistics, columns) and values of a run line.
//
// Seeds and hashes are text everywhere, because 64 bits do not fit a JavaScript number.

/** One array of a trace: row-major, `shape` outermost first. It is a copy, never a view of the module's heap. */
export interface TraceArray {
  shape: number[];
  data: Float32Array;
}

/** Names of the arrays that a trace or a job's result may hold; which of them it holds, Lab says. */
export type TraceName =
  | 'tasks' | 'pre' | 'post' | 'task' | 'values' | 'parameter_norms' | 'context'
  | 'support_inputs' | 'support_targets' | 'query_inputs' | 'query_targets'
  | 'grid_inputs' | 'grid_targets' | 'grid_outputs'
  | 'episodes' | 'actions' | 'rewards' | 'lengths' | 'returns' | 'oracle'
  | 'meta_before' | 'meta_before_actions' | 'meta_before_rewards' | 'meta_before_lengths' | 'meta_before_returns'
  | 'meta_after' | 'meta_after_actions' | 'meta_after_rewards' | 'meta_after_lengths' | 'meta_after_returns'
  | 'mean_rewards' | 'transitions' | 'pole_length' | 'pendulum_length' | 'track_edges'
  | 'exact_belief' | 'memory' | 'latent_mean' | 'latent_deviation' | 'predicted_reward' | 'latent' | 'critic'
  | 'prototypes' | 'embeddings' | 'choices'
  | 'objective' | 'parts' | 'exact_norms' | 'first_order_norms' | 'cosines' | 'differences' | 'agreement' | 'reach'
  | 'surface' | 'task_surfaces' | 'window' | 'paths' | 'descents' | 'trail'
  | 'lower' | 'median' | 'upper' | 'mean' | 'diverged' | 'trial';
export type Trace = { [K in TraceName]?: TraceArray };

export type KnobType = 'integer' | 'real' | 'choice' | 'sizes' | 'seed' | 'hash' | 'candidates';

/** One knob of the run line. The page's controls, the docs' tables and the error messages are made from it. */
export interface Knob {
  name: string;
  type: KnobType;
  /** The value where neither family nor preset says otherwise, as it would stand in a run line. */
  default: string;
  /** For integer and real: the smallest and largest value allowed (both included). */
  low?: number;
  high?: number;
  choices?: string[];
  /** Of what it counts or measures ("tasks", "rad", "m/s^2"), or "". Both a name and its English. */
  unit: string;
  help: string;
  /** May change while the run goes on; every other knob restarts it. */
  live: boolean;
  /** Where the page shows it: "run", "tasks", "inner loop", "outer loop", "network" or "evaluation". Both a name and its English. */
  group: string;
}

export interface TaskParameter {
  name: string;
  /** The name; of parameters that differ by their number alone (a bandit's arms p1, p2, ...) what they share, and that number. */
  id: string;
  number?: number;
  unit: string;
  /** The range of the distribution (of the family's default preset). A probe may lie outside of it. */
  low: number;
  high: number;
  help: string;
}

export interface Preset {
  name: string;
  help: string;
  /** Knobs that this preset sets. */
  values: Record<string, string>;
}

export interface Family {
  name: string;
  title: string;
  help: string;
  kind: 'supervised' | 'reinforcement';
  parameters: TaskParameter[];
  presets: Preset[];
  /**
   * How a view draws it: "curve" (1 input, 1 output), "field" (2 inputs, 1 output), "classes" (2 inputs, a class),
   * "plane" (x, y), "cart-pole", "pendulum", "arm", "body", "track", "pixels", "bandit", "mdp", "grid", "two-step". Scenes has the numbers that go with it.
   */
  drawing: keyof Scenes;
  /**
   * Names of the columns of `episodes` in a trace (reinforcement only), such as "x", "y": what is to be drawn, which a family may
   * derive from its states.
   */
  variables: string[];
  /** What is measured on a task: "loss" (lower is better) or "return" (higher is better). */
  value: 'loss' | 'return';
  /** The oracle in words, or "" where there is none. */
  oracle: string;
  /** The learner that shows the family's point best, and runs where a line names none. */
  learner: string;
  /** What `exact_belief` in a trace holds, in words, or "" where the family has no exact inference. */
  belief: string;
  /** Learners that are yardsticks of this family. */
  yardsticks: string[];
}

/** What is said of a learner. */
export interface LearnerTexts {
  title: string;
  help: string;
  /** Paper that the method is from. */
  source: string;
}

export interface Learner extends LearnerTexts {
  name: string;
  /**
   * Yardsticks of several families may share a name, and are one learner then, with knobs in common. By the family's name: what is
   * to be said of it there, where that differs.
   */
  on: Record<string, LearnerTexts>;
  /**
   * How it adapts: by "gradient" steps; by "search", in steps towards what tried policies brought; within a trial, by "memory" (a recurrent state), "belief" (a posterior that
   * grows with each step), "latent" (a sample of a posterior, once an episode), "embedding" or "model" (of the world, by a gradient step at every step); by the "choice" of one of
   * several learners; or by a "rule" that is not learned (a yardstick). For all but the first two, "k steps of adaptation" are k episodes played before.
   */
  adapts: 'gradient' | 'search' | 'memory' | 'belief' | 'latent' | 'embedding' | 'model' | 'choice' | 'rule';
  /** Families that it runs on. */
  families: string[];
}

/** A sentence that refuses. */
export interface RefusalTemplate {
  /** "knob.real", "pair.needs-episodes", ... */
  code: string;
  /**
   * The sentence in English. {name} stands for an argument, {name|list} for a list that is enumerated (a, b, c), {name|or} for
   * one whose items are alternatives (a, b or c).
   */
  template: string;
  /** Names of the arguments: all that `args` of such a refusal has. */
  arguments: string[];
}

export interface Description {
  /** Hash of the core's sources, Eigen's version and the numeric flags: the same for native and WebAssembly. */
  build: string;
  phases: string[];
  /**
   * Names of the numbers that `statistics` returns. "pre" is before adaptation and "post" after it, both on the data that
   * tasks are judged on (query points, or episodes), as in a trace.
   */
  statistics: string[];
  knobs: Knob[];
  families: Family[];
  learners: Learner[];
  refusals: RefusalTemplate[];
}

/**
 * Why something that was asked for cannot be, so that any language can say it: a code of Description.refusals with its
 * arguments. Plain text throughout; never markup.
 */
export interface Reason {
  /**
   * The key of the run line, or the task parameter, that is to blame; "task" for a whole task that was given, "snapshot" for bytes
   * that were; or "".
   * Of a line that was not understood it is as it was written, which may be anything.
   */
  key: string;
  /** A code of Description.refusals; "" where there is no reason. Those of a learner and a family that do not go together begin with "pair.". */
  code: string;
  /**
   * The arguments that the code's template names: names of the core (knobs, learners, families, task parameters), numbers
   * written as in a run line, and pieces of what was given (at most 60 characters of printable ASCII); never words of English.
   */
  args: Record<string, string | string[]>;
  /** The template with its arguments: one sentence that says what is wrong and what is allowed. */
  message: string;
}

export interface Refusal extends Reason {
  status: 'refused';
}

/** What a run's adaptation is: what is counted, and which number sums up many tasks. */
export interface Adaptation {
  /**
   * What "k steps of adaptation" are: gradient steps; episodes of a trial, or its pulls, where an episode is a single
   * one; examples of each class.
   */
  count: 'step' | 'episode' | 'pull' | 'example';
  /** Several episodes are played in a row on one task, and the learner adapts within them. */
  trials: boolean;
  /** False for a yardstick: a fixed rule, with nothing to update. */
  learns: boolean;
  /**
   * An episode is a choice or two that pay or do not. Its return alone, 0 or 1, says little, and quartiles of it
   * nothing; nor is there anything to see of single episodes before and after an update.
   */
  brief: boolean;
  /**
   * The number that sums up many tasks: "median" or "mean" of a task's loss or return; "total": the mean of what whole
   * trials brought (and of their single episodes, where those are shown, the mean).
   */
  summary: 'median' | 'mean' | 'total';
}

/**
 * What all tasks of a run share in their pictures, by Family.drawing: limits, sizes and rewards, as the family itself
 * computes with. What is one task's own is in its trace. Further drawings add an entry.
 */
export interface Scenes {
  curve: {
    /** Lowest and highest output of any task of the distribution. */
    outputs: [low: number, high: number];
  };
  field: {
    /** The outputs that mean "no" and "yes". */
    outputs: [no: number, yes: number];
    /** Inputs as pairs: task parameter i is the output at corner i. */
    corners: number[];
  };
  classes: object;
  plane: {
    /** Where goals and starts may lie. The first two task parameters are the goal. */
    frame: [xLow: number, xHigh: number, yLow: number, yHigh: number];
    /** Straight walls that stop the walker, x and y of both ends of each. Absent where there are none. */
    walls?: number[];
  };
  'cart-pole': {
    /** Beyond so many metres from the middle, or radians from upright, an episode is over. The length of the pole is in the trace. */
    position_limit: number;
    angle_limit: number;
    /** Seconds from one row of an episode to the next. */
    time_step: number;
    /** Row of an episode from which its task is another. Absent where it stays as it is. */
    switch_at?: number;
  };
  pendulum: {
    /** Length of the longest pendulum of the distribution (m). That of the task's own is in the trace. */
    longest: number;
    time_step: number;
  };
  arm: {
    /** So far from the shoulder tips and goals may be (m). The first two task parameters are the goal. */
    reach: number;
    time_step: number;
  };
  body: {
    /** Rods that the body is made of: the drawn columns begin with x, z of one end and x, z of the other for each (m). */
    rods: number;
    /** Of each rod (m). */
    radius: number;
    /** Which rods are the feet, the hind one first; the first end of each touches the ground. */
    feet: number[];
    time_step: number;
    switch_at?: number;
  };
  track: {
    /** So far from the origin a track of the distribution may reach (m). */
    extent: number;
    /** Directions of the range sensors from the heading, counter-clockwise (rad). */
    sensors: number[];
    /** The highest speed (m/s). */
    fastest: number;
    time_step: number;
  };
  pixels: {
    screen: [columns: number, rows: number];
  };
  bandit: {
    /** What a pull brings that does not pay, and one that does. */
    rewards: [nothing: number, paid: number];
    /**
     * Where a chance is one of a few values: these, ascending; `exact_belief` then has for each arm how likely each of them is, the
     * highest first. Absent where it may be any: then the two parameters of a Beta distribution (successes + 1, failures + 1).
     */
    levels?: number[];
  };
  mdp: object;
  grid: {
    /** Cells are numbered from (0, 0), the start, to the right and upwards. The first two task parameters are the goal. */
    cells: [columns: number, rows: number];
    /** What a step brings that ends elsewhere, and one that ends on the goal. */
    rewards: [step: number, goal: number];
  };
  'two-step': {
    /** Chance that action 0 leads to the first state, and action 1 to the second. */
    common_transition: number;
    /** Chances that the worse and the better state pay. */
    chances: [worse: number, better: number];
  };
}

export interface Resolved {
  status: 'ok';
  /** The canonical line: every knob that applies, spelled out, in the table's order. */
  line: string;
  /** The same run said as briefly as possible: only what differs from the defaults. */
  short: string;
  /** Every knob that applies to this learner and family, with its value. */
  values: Record<string, string>;
  /** Task parameters with the ranges that this line gives them. */
  parameters: TaskParameter[];
  /** What all tasks share in their pictures: the entry of the family's drawing. */
  scene: Scenes[keyof Scenes];
  /** Values for `outer` and `order` and others may be fewer for this learner and family than the table says. */
  choices: Record<string, string[]>;
  /** Which of these knobs may change while the run goes on (Meta-SGD's inner_lr may not, for instance). */
  live: string[];
  adaptation: Adaptation;
  /** The speed at which a fresh run shows its point within half a minute: phase by phase, or as fast as it can. */
  opening: 'medium' | 'full';
}

/** What `advance` reached. */
export const enum Reached {
  /** One operation on one block is done; the phase goes on. */
  Quantum = 0,
  /** A phase is complete: a trace of it can be read. */
  Phase = 1,
  /** The meta-update is complete: `statistics`, `snapshot` and `receipt` speak of the new parameters. */
  Iteration = 2,
  /** The run diverged and stands at its last good state; `status` says why. */
  Stopped = 3,
}

/** What a quantum of an inspection is for. */
export const enum InspectionStage {
  /** Drawing tasks and adapting to them. */
  Data = 0,
  Exact = 1,
  FirstOrder = 2,
  Differences = 3,
  Reach = 4,
  Complete = 5,
}

/** Where a run stands. Its `code`, `args` and `message` say why a diverged run stopped: which quantity, where, and (`key`) which knob to turn. */
export interface Status extends Reason {
  /** Completed meta-iterations. */
  iteration: number;
  /** The phase that was completed last ("update" before the first); and for "collect" and "adapt" which inner step of how many. */
  phase: string;
  step: number;
  steps: number;
  /** Operations done and to be done in the phase under way. */
  done: number;
  total: number;
  state: 'ready' | 'diverged';
}

export interface Receipt {
  run: string;
  build: string;
  iteration: number;
  /** 16 hex digits: FNV-1a of the meta-parameters' bytes, little-endian float32. */
  hash: string;
  /** Where the run last came from another build, by a snapshot of that; absent where this build made it from its beginning. */
  from?: { build: string; iteration: number; hash: string };
}

/**
 * One run. A trace holds, for the meta-iteration under way (or completed last):
 *
 *   tasks [n, p]            the sampled meta-batch, p task parameters each
 *   pre, post [n]           each task's loss or return before adaptation and after it, on the data that it is judged on (as
 *                           far as known; else absent)
 *   task [p]                the chosen task
 *   values [k+1]            its loss or return after 0..k inner steps (supervised: on the query points)
 *   parameter_norms [k]     gradient learners: length of each inner step (‖θ_{j+1} − θ_j‖)
 *   context [k+1, c]        cavia: the context after 0..k inner steps
 *
 *   and what the task's own picture needs, by Family.drawing:
 *     mdp: mean_rewards [S, A], transitions [S, A, S]; cart-pole: pole_length [1], of the whole pole in metres;
 *     pendulum: pendulum_length [1] (m); track: track_edges [2, n, 2], the inner and the outer edge as closed lines (m)
 *
 * supervised families add
 *   support_inputs [K, in]  support_targets [K, out]
 *   query_inputs [Q, in]    query_targets [Q, out]
 *   grid_inputs [g, in]     points to draw the function at
 *   grid_targets [g, out]   the task's true function there (classification: [g, 1], the class)
 *   grid_outputs [k+1, g, out]  the network after 0..k inner steps (classification: the classes' probabilities)
 *   meta_before [g, out]    the unadapted network before this iteration's meta-update
 *   meta_after [g, out]     and after it (only once the update is complete)
 *
 * reinforcement families add
 *   episodes [k+1, m, T+1, v]   the first episode of each of m lanes, v drawn variables, after 0..k inner steps;
 *                               rows past the end of an episode repeat its last state
 *   actions [k+1, m, T, a]      what was done at each step (an index for discrete actions), and
 *   rewards [k+1, m, T]         the reward it brought; 0 past the end
 *   lengths [k+1, m]            transitions in each of them
 *   returns [k+1, m]            their undiscounted returns
 *   meta_before [m, T+1, v], meta_before_actions, _rewards, _lengths, _returns; meta_after and so on
 *   oracle [T+1, v]             one episode of the oracle, where the family has one
 *
 * learners that adapt within a trial have m = 1: episode k is the k-th of the trial, and S = (k+1) T its steps so far.
 * They add
 *   exact_belief [S+1, b]       what exact inference says of the task at the start and after each step, where the
 *                               family has it (Family.belief says what the b numbers are)
 *   memory [S, h]               memory and belief: the recurrent state that each step was taken by
 *   latent_mean, latent_deviation [n, d]  belief, latent, embedding: what stands for the task; n = S (what each step was
 *                               taken by: belief) or k+1 (what each episode was: latent, embedding; an embedding has no
 *                               deviation)
 *   predicted_reward [n, q]     belief: what the reward decoder expects of the family's q questions (bandit: of pulling
 *                               each arm; grid: of standing on each cell)
 *   latent [k+1, d]             latent: the sample that each episode acted by
 *   critic [S]                  the value that the critic gave each step
 *   choices [k+1]               choice: the candidate that played each episode, from 0 in the order of the line
 * and prototypes on a classification family
 *   prototypes [N, d], embeddings [K, d]  the classes' prototypes, and where each support point lies
 *
 * A trace is replayed from the run's own random streams when it is asked for, never recorded in the hot path.
 */
export interface Lab {
  /**
   * Starts a run. `parameters` are the meta-parameters that the line's `init` names by their hash; empty where the
   * line has none. Answers Resolved or Refusal. A refused line leaves the lab as it was.
   */
  create(line: string, parameters: Float32Array): string;
  /** Does one operation on one block of tasks and returns (far less than 100 ms): see Reached. */
  advance(): Reached;
  /** Status, as JSON. */
  status(): string;
  /** The numbers of the iteration completed last, named by Description.statistics; NaN where one does not apply. */
  statistics(): Float32Array;
  /** Trace of one task of the meta-batch, 0 <= task < meta_batch_size. */
  trace(task: number): Trace;
  /** Changes a live knob from the next meta-iteration on; it becomes part of the run line (`outer_lr=0.001@120`). Resolved or Refusal, as JSON. */
  change(key: string, value: string): string;
  /** The line of another learner on the same tasks, seed and network (for "scratch" and "pretrained"): Resolved or Refusal, as JSON. */
  companion(learner: string): string;

  /**
   * Held-out evaluation of the parameters as they are now: `tasks` tasks that training never sees, adapted 0..steps
   * inner steps. A job leaves the run untouched and goes on in quanta; beginning one drops the one before.
   * Its result: `values` [tasks, steps+1], `lower`, `median`, `upper`, `mean`, `diverged` [steps+1], `tasks` [tasks, p];
   * for learners that adapt within a trial also `trial` [5]: lower quartile, median, upper quartile, mean and the mean's
   * standard error of what whole trials brought.
   */
  begin_evaluation(tasks: number, steps: number): string;
  /** Adapts to one task given by its parameters, in the distribution or out of it. Its result is a trace (without tasks, pre, post). */
  begin_probe(task: Float32Array, steps: number): string;
  /** One quantum of the job: true when it is complete (or there is none). */
  advance_job(): boolean;
  /** What the job found. Empty before it is complete. */
  job(): Trace;

  /**
   * A look into the gradient, by the parameters as they are now and the tasks and data of the iteration under way or, between
   * two, of the next one: what its update is made of. It leaves the run untouched and goes on in quanta; beginning one drops
   * the one before. Refused where the learner follows no gradient through its adaptation. Its result:
   *
   *   tasks [n, p], objective [n]   the tasks, and the loss of each after adaptation
   *   parts [m, 3]            parts of the meta-parameters: kind (0 a layer's weights and biases, 1 log standard deviations of
   *                           actions, 2 step sizes of a part), number (of the layer, or the part, from 0), numbers in it
   *   exact_norms, first_order_norms, cosines [n+1, m+1]   of each task's gradient and, last, of their mean; of each part of it
   *                           and, last, of the whole: norm of the exact gradient, norm of the first-order one, and the
   *                           cosine of the angle between the two (NaN where one of them is 0)
   *   differences [1+m+8, 4]  along the gradient, each part of it and eight random directions, all of length 1: central
   *                           difference of the mean loss, exact derivative, first-order derivative; and of how many tasks
   *                           these are: of those that do not lie on a kink of a rectifier (NaN where there are none)
   *   agreement [2]           the largest relative error of exact derivative and difference, and up to what they agree
   *
   * Of a learner with a memory instead: reach [T], by steps back from a trial's last one the norm of the gradient of the last
   * action's log probability by the memory's state there, a mean over tasks.
   */
  begin_inspection(): string;
  /** One quantum: what it was for. */
  advance_inspection(): InspectionStage;
  /** How much of the inspection is done, 0 to 1. */
  inspected(): number;
  /** What the inspection found. Empty before it is complete. */
  inspection(): Trace;

  /**
   * Parameter space cut by a plane through the parameters θ as they are now, with `cells` x `cells` points (an odd number from 3
   * to 65): through what tasks `first` and `second` (from 0) adapt θ to (plane 0), through the first-order meta-gradient
   * and its second-order part (1), or along the two principal components of `trail` (2): up to 256 earlier parameters of this
   * run, one after the other. The five tasks are the first of those that training never sees, and the data are drawn
   * anew with the same numbers each time. The run is left untouched; it goes on in quanta, and beginning one drops the one
   * before. Refused where the learner makes no inner steps on its parameters. Its result, in coordinates of the plane with θ
   * at 0:
   *
   *   window [3]              the middle of the grid, and half its width
   *   surface [cells, cells]  the mean loss of the tasks after adaptation from there; rows by the second coordinate
   *   task_surfaces [5, cells, cells]  each task's inner loss there: its inner steps at θ go down it
   *   paths [5, k, 3]         after each of k inner steps: both coordinates, and the distance from θ of which they are the shadow
   *   descents [3, 3]         the same of minus the meta-gradient, exact and of first order, and of the one less the other
   *                           (of a learner without a meta-gradient all but the last are the mean of what tasks adapt to)
   *   trail [m, 3]            the same of the trail
   *   tasks [5, p]
   */
  begin_landscape(plane: number, first: number, second: number, cells: number, trail: Float32Array): string;
  /** One quantum: true when it is complete. */
  advance_landscape(): boolean;
  /** How much of it is done, 0 to 1. */
  landscaped(): number;
  landscape(): Trace;

  /** The whole state at the last completed iteration, as bytes (a copy). */
  snapshot(): Uint8Array;
  /** Goes back to a snapshot, of this run or another, of this build or another (then the receipt says so). Resolved or Refusal, as JSON; refused bytes leave the lab as it was. */
  restore(bytes: Uint8Array): string;
  /** Receipt, as JSON. */
  receipt(): string;
  /** The meta-parameters at the last completed iteration (a copy), to start another run from: `init=<hash>`. */
  parameters(): Float32Array;

  /** Frees the C++ object. */
  delete(): void;
}

export interface Engine {
  /** Description, as JSON. */
  describe(): string;
  /** Resolved or Refusal for a run line, as JSON. */
  resolve(line: string): string;
  Lab: { new (): Lab };
}

/** The factory that Emscripten makes (MODULARIZE, EXPORT_ES6). Give it `wasmBinary` or `instantiateWasm`. */
declare const createEngine: (options?: Record<string, unknown>) => Promise<Engine>;
export default createEngine;
