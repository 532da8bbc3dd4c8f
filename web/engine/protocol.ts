// What the page and a worker say to each other. One worker hosts several runs: every request and every report names the
// run that it speaks of. A request carries an id and gets exactly one answer with that id, unless the worker is lost or
// the run closed meanwhile; reports come unasked, at the pace that a page can show.
import type { Description, Receipt, Refusal, Resolved, Status, Trace } from '../../wasm/engine';

export type * from '../../wasm/engine';

/** What `advance` returns. (An ambient const enum cannot be imported by a module that is compiled on its own.) */
export const QUANTUM = 0;
export const PHASE = 1;
export const ITERATION = 2;
export const STOPPED = 3;

export const SPEEDS = ['slow', 'medium', 'full'] as const;
export type Speed = (typeof SPEEDS)[number];

/** What a quantum of an inspection is for, in the order of their numbers; complete after the last. */
export const INSPECTION_STAGES = ['data', 'exact', 'first-order', 'differences', 'reach'] as const;
export type InspectionStage = (typeof INSPECTION_STAGES)[number];

/** The plane of a landscape, in the order of their numbers. */
export const LANDSCAPE_PLANES = ['tasks', 'gradient', 'trail'] as const;
export type LandscapePlane = (typeof LANDSCAPE_PLANES)[number];

/** Number of a run, given by the page; `NO_RUN` where the worker itself is meant. */
export type RunId = number;
export const NO_RUN: RunId = 0;

/** "run", or the name of the learner that the run is measured against. */
export type RunName = string;

export type Mode = 'standing' | 'playing' | 'to-phase' | 'to-iteration';

/** One that the run is measured against, with what it has learned. */
export interface ParkedCompanion {
  name: RunName;
  bytes: Uint8Array;
  iteration: number;
  target: number;
  /** The iteration that it was evaluated at last; -1 where that has to be done again. */
  evaluated: number;
  stopped: boolean;
}

/** All that a worker holds of a run, as plain data: any worker goes on from it, bit for bit. */
export interface Parked {
  /** The core's snapshot. */
  bytes: Uint8Array;
  /** Operations to be done again from there, and knobs changed meanwhile, each after so many of them. */
  quanta: number;
  changes: Array<{ after: number; key: string; value: string }>;
  /** Completed iterations. */
  iteration: number;
  /** True where the run stood at the end of an iteration; the next one begins only when it goes on. */
  complete: boolean;
  mode: Mode;
  speed: Speed;
  task: number;
  /** Of the iteration that the run was evaluated at last. */
  evaluated: number;
  /** Null: nothing is computed beside the run. */
  beside: { companions: ParkedCompanion[]; yardsticks: string[] } | null;
  /** Milliseconds that an iteration takes; NaN where that is not known. */
  iterationTime: number;
}

/** Where a run can be taken up: as it began, or at a snapshot of the core's. */
export type Ground = { line: string; parameters: Float32Array } | { bytes: Uint8Array };

export interface Requests {
  /** Starts the module. The answer is its description. */
  open: { module: WebAssembly.Module };
  resolve: { line: string };
  /** Without companions nothing is computed beside the run: after a loss that too much of it may have caused. */
  create: { line: string; parameters: Float32Array; companions: boolean };
  /** From the core's snapshot alone. */
  restore: { bytes: Uint8Array; companions: boolean };
  revive: { parked: Parked };
  /** To the end of an iteration that the run, whose line it is now, has completed before; it stands there with nothing computed beside it until it goes on. */
  revisit: { ground: Ground; line: string; iteration: number };
  /** `until`: completed iterations at which it comes to stand. */
  play: { speed: Speed; until?: number };
  pause: object;
  /** Goes on to the end of the phase or of the iteration, then stands still. */
  step: { until: 'phase' | 'iteration' };
  change: { key: string; value: string };
  choose: { task: number };
  /** Several tasks of the batch. */
  film: { tasks: readonly number[] };
  /** Adapts to a task that the visitor chose; can be cancelled. */
  probe: { task: Float32Array; steps: number };
  /** Looks into the gradient at the parameters as they are now; can be cancelled. One that is asked for while another is under way takes its place. */
  inspect: object;
  /** Draws the landscape around the parameters as they are now, on a plane (through what two tasks, from 0, adapt to, for one), with so many cells to each side; as `inspect`. */
  landscape: { plane: LandscapePlane; first: number; second: number; cells: number };
  cancel: { request: number };
  snapshot: object;
  /** The snapshot, and the receipt of just those parameters. */
  keep: object;
  receipt: object;
  parameters: object;
  /** The run as plain data, null where there is none. It goes on. */
  park: object;
  /** The run is no longer wanted; nothing more is heard of it. */
  close: object;
  /** Behaves as a trap in the module would: for tests of what happens then. */
  crash: object;
}
export type Kind = keyof Requests;
export type Request = { [K in Kind]: { kind: K; id: number; run: RunId } & Requests[K] }[Kind];

export interface Answers {
  open: Description;
  resolve: Resolved | Refusal;
  create: Resolved | Refusal;
  restore: Resolved | Refusal;
  /** Null where something else was asked for before it was there. */
  revive: Resolved | Refusal | null;
  revisit: Resolved | Refusal | null;
  play: null;
  pause: null;
  step: null;
  change: Resolved | Refusal;
  choose: null;
  /** A trace for each, all of the same moment of the run; none where nothing can be seen of the iteration. */
  film: Trace[];
  /** Null where it was cancelled. */
  probe: Trace | Refusal | null;
  inspect: Inspected | Refusal | null;
  landscape: Landscape | Refusal | null;
  cancel: null;
  snapshot: Uint8Array;
  keep: { bytes: Uint8Array; receipt: Receipt };
  receipt: Receipt;
  parameters: Float32Array;
  park: Parked | null;
  close: null;
  crash: null;
}

/** Where the run stands. */
export interface Progress {
  status: Status;
  receipt: Receipt | null;
  running: boolean;
  /** Whether the latest phase ended an iteration; else `status` speaks of the one under way. */
  complete: boolean;
  /** Milliseconds of computing that an iteration takes here; NaN as long as it is not known. */
  iterationTime: number;
  /** True where `iterationTime` was cut short and is only a lower bound. */
  atLeast: boolean;
  /** Milliseconds of computing that the run alone has had since it is with its worker. */
  computed: number;
}

export interface Evaluation {
  run: RunName;
  iteration: number;
  trace: Trace;
  /** So many steps of a yardstick stand beside one of the run: as many episodes as an inner step collects. */
  group: number;
}

/** What an inspection found. */
export interface Inspected {
  trace: Trace;
  /** Completed iterations of the parameters. */
  iteration: number;
  /** Milliseconds of computing that each of its stages took. */
  times: Record<InspectionStage, number>;
}

/** A landscape, and of what it is. */
export interface Landscape {
  trace: Trace;
  /** Completed iterations of the parameters. */
  iteration: number;
  /** The same of each point of the trail. */
  iterations: number[];
  form: Requests['landscape'];
}

/** What a run tells of itself. */
export type Report =
  | { kind: 'progress'; progress: Progress }
  | { kind: 'statistics'; iterations: Float64Array; rows: Float32Array }
  | { kind: 'trace'; trace: Trace; task: number; iteration: number; complete: boolean }
  | { kind: 'evaluation'; evaluation: Evaluation }
  | { kind: 'snapshot'; bytes: Uint8Array; iteration: number }
  /** How much of what was asked for is done, 0 to 1. */
  | { kind: 'share'; request: number; share: number };

export type Answer = { kind: 'answer'; id: number; run: RunId; value: unknown };
/** The module did what it must not do, while it worked for this run: the worker is of no use any more. */
export type Trapped = { kind: 'trapped'; run: RunId; reason: string };
export type FromWorker = Answer | Trapped | (Report & { run: RunId });

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && (value as Refusal).status === 'refused';
}
