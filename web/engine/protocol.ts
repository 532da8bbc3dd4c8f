// What the page and the worker say to each other. Every request carries an id and gets exactly one answer with that id;
// reports come unasked, at the pace that a page can show.
import type { Description, Receipt, Refusal, Resolved, Status, Trace } from '../../wasm/engine';

export type * from '../../wasm/engine';

/** What `advance` returns. (An ambient const enum cannot be imported by a module that is compiled on its own.) */
export const QUANTUM = 0;
export const PHASE = 1;
export const ITERATION = 2;
export const STOPPED = 3;

export const SPEEDS = ['slow', 'medium', 'full'] as const;
export type Speed = (typeof SPEEDS)[number];

/** "run", or the name of the learner that the run is measured against. */
export type RunName = string;

export interface Requests {
  /** Starts the module. The answer is its description. */
  open: { module: WebAssembly.Module };
  resolve: { line: string };
  /** Without companions nothing is computed beside the run: after a loss that too much of it may have caused. */
  create: { line: string; parameters: Float32Array; companions: boolean };
  play: { speed: Speed };
  pause: object;
  /** Goes on to the end of the phase or of the iteration, then stands still. */
  step: { until: 'phase' | 'iteration' };
  change: { key: string; value: string };
  choose: { task: number };
  /** Adapts to a task that the visitor chose; can be cancelled. */
  probe: { task: Float32Array; steps: number };
  cancel: { request: number };
  snapshot: object;
  restore: { bytes: Uint8Array; companions: boolean };
  parameters: object;
  /** Behaves as a trap in the module would: for tests of what happens then. */
  crash: object;
}
export type Kind = keyof Requests;
export type Request = { [K in Kind]: { kind: K; id: number } & Requests[K] }[Kind];

export interface Answers {
  open: Description;
  resolve: Resolved | Refusal;
  create: Resolved | Refusal;
  play: null;
  pause: null;
  step: null;
  change: Resolved | Refusal;
  choose: null;
  /** Null where it was cancelled. */
  probe: Trace | Refusal | null;
  cancel: null;
  snapshot: Uint8Array;
  restore: Resolved | Refusal;
  parameters: Float32Array;
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
}

export interface Evaluation {
  run: RunName;
  iteration: number;
  trace: Trace;
  /** So many steps of a yardstick stand beside one of the run: as many episodes as an inner step collects. */
  group: number;
}

export type Report =
  | { kind: 'progress'; progress: Progress }
  | { kind: 'statistics'; iterations: Float64Array; rows: Float32Array }
  | { kind: 'trace'; trace: Trace; task: number; iteration: number; complete: boolean }
  | { kind: 'evaluation'; evaluation: Evaluation }
  | { kind: 'snapshot'; bytes: Uint8Array; iteration: number }
  | { kind: 'trapped'; reason: string };

export type Answer = { kind: 'answer'; id: number; value: unknown };
export type FromWorker = Answer | Report;

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && (value as Refusal).status === 'refused';
}
