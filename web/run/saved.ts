// A run's whole state as plain data that a browser can store, and the check of what is said to be one.
import { COMPANIONS } from '../engine/companions.ts';
import { type Evaluation, type Parked, type ParkedCompanion, SPEEDS, type Speed, type Trace } from '../engine/protocol.ts';
import type { HistoryData } from './history.ts';
import { LONGEST_LINE } from './run-line.ts';

export const SAVED_VERSION = 1;

/** Structured data (numbers, texts, typed arrays): it survives IndexedDB and `postMessage`. */
export interface SavedRun {
  version: typeof SAVED_VERSION;
  /** The engine's build: another one refuses the snapshot. */
  build: string;
  /** The line in force, for people: the snapshot has its own. */
  line: string;
  parked: Parked;
  history: HistoryData;
  evaluations: Evaluation[];
  speed: Speed | null;
}

const MOST_BYTES = 64 * 1024 * 1024;
/** Within one iteration: blocks times operations. */
const MOST_QUANTA = 1_000_000_000;
const MOST_CHANGES = 500;
const MOST_ROWS = 8192;
const MOST_COLUMNS = 256;
const MOST_EVALUATIONS = 32;

/** Why something is no saved run; thrown and caught here. */
class Unfit extends Error {}

type Fields = Record<string, unknown>;

function need(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Unfit(what);
}

function fieldsOf(value: unknown, what: string): Fields {
  need(typeof value === 'object' && value !== null && !Array.isArray(value), what);
  return value as Fields;
}

function listOf(value: unknown, most: number, what: string): unknown[] {
  need(Array.isArray(value) && value.length <= most, what);
  return value;
}

function whole(value: unknown, low: number, high: number, what: string): number {
  need(Number.isInteger(value) && (value as number) >= low && (value as number) <= high, what);
  return value as number;
}

function textOf(value: unknown, what: string): string {
  need(typeof value === 'string' && value.length <= LONGEST_LINE, what);
  return value;
}

function bytesOf(value: unknown, what: string): Uint8Array {
  need(value instanceof Uint8Array && value.length <= MOST_BYTES, what);
  return value;
}

function flag(value: unknown, what: string): boolean {
  need(typeof value === 'boolean', what);
  return value;
}

const MODES = ['standing', 'playing', 'to-phase', 'to-iteration'] as const;
const MOST_ITERATIONS = 999_999_999;

function companionOf(value: unknown): ParkedCompanion {
  const { name, bytes, iteration, target, evaluated, stopped } = fieldsOf(value, 'companion');
  need(COMPANIONS.includes(name as (typeof COMPANIONS)[number]), 'companion');
  return {
    name: name as string,
    bytes: bytesOf(bytes, 'companion'),
    iteration: whole(iteration, 0, MOST_ITERATIONS, 'companion'),
    target: whole(target, 0, MOST_ITERATIONS, 'companion'),
    evaluated: whole(evaluated, -1, MOST_ITERATIONS, 'companion'),
    stopped: flag(stopped, 'companion'),
  };
}

function besideOf(value: unknown): Parked['beside'] {
  if (value === null) return null;
  const { companions, yardsticks } = fieldsOf(value, 'beside');
  return { companions: listOf(companions, COMPANIONS.length, 'beside').map(companionOf), yardsticks: listOf(yardsticks, 64, 'beside').map((name) => textOf(name, 'beside')) };
}

function parkedOf(value: unknown): Parked {
  const { bytes, quanta, changes, iteration, mode, speed, task, evaluated, beside, iterationTime } = fieldsOf(value, 'parked');
  need(SPEEDS.includes(speed as Speed) && MODES.includes(mode as Parked['mode']) && typeof iterationTime === 'number', 'parked');
  return {
    bytes: bytesOf(bytes, 'snapshot'),
    quanta: whole(quanta, 0, MOST_QUANTA, 'quanta'),
    changes: listOf(changes, MOST_CHANGES, 'changes').map((change) => {
      const { after, key, value: to } = fieldsOf(change, 'changes');
      return { after: whole(after, 0, MOST_QUANTA, 'changes'), key: textOf(key, 'changes'), value: textOf(to, 'changes') };
    }),
    iteration: whole(iteration, 0, MOST_ITERATIONS, 'iteration'),
    // Nothing can be seen of what was computed elsewhere: the next iteration's tasks are sampled.
    complete: false,
    // It may have been stored long ago: it stays paused until somebody plays it.
    mode: 'standing',
    speed: speed as Speed,
    task: whole(task, 0, 1_000_000, 'task'),
    evaluated: whole(evaluated, -1, MOST_ITERATIONS, 'evaluated'),
    beside: besideOf(beside),
    iterationTime,
  };
}

function historyOf(value: unknown, names: readonly string[]): HistoryData {
  const { names: given, iterations, columns, stride } = fieldsOf(value, 'history');
  need(JSON.stringify(given) === JSON.stringify(names), 'history');
  const rows = listOf(iterations, MOST_ROWS, 'history').map((iteration) => whole(iteration, 0, MOST_ITERATIONS, 'history'));
  need(rows.every((iteration, i) => i === 0 || iteration > rows[i - 1]!), 'history');
  const kept = listOf(columns, MOST_COLUMNS, 'history').map((column) => {
    const list = listOf(column, MOST_ROWS, 'history');
    need(list.length === rows.length && list.every((number) => typeof number === 'number'), 'history');
    return list as number[];
  });
  need(kept.length === names.length, 'history');
  return { names: [...names], iterations: rows, columns: kept, stride: whole(stride, 1, MOST_ITERATIONS, 'history') };
}

function traceOf(value: unknown): Trace {
  const entries = Object.entries(fieldsOf(value, 'evaluation')).map(([name, array]) => {
    const { shape, data } = fieldsOf(array, 'evaluation');
    const sizes = listOf(shape, 4, 'evaluation').map((size) => whole(size, 0, 1_000_000, 'evaluation'));
    need(data instanceof Float32Array && data.length === sizes.reduce((product, size) => product * size, 1), 'evaluation');
    return [name, { shape: sizes, data }];
  });
  return Object.fromEntries(entries) as Trace;
}

function evaluationOf(value: unknown): Evaluation {
  const { run, iteration, group, trace } = fieldsOf(value, 'evaluation');
  return { run: textOf(run, 'evaluation'), iteration: whole(iteration, 0, MOST_ITERATIONS, 'evaluation'), group: whole(group, 1, 1000, 'evaluation'), trace: traceOf(trace) };
}

/** `given`: anything at all. Where it is no saved run, the name of the part that is not as it must be. */
export function checkSaved(given: unknown, statistics: readonly string[]): { saved: SavedRun } | { unfit: string } {
  try {
    const { version, build, line, parked, history, evaluations, speed } = fieldsOf(given, 'run');
    need(version === SAVED_VERSION, 'version');
    need(speed === null || SPEEDS.includes(speed as Speed), 'speed');
    return {
      saved: {
        version: SAVED_VERSION,
        build: textOf(build, 'build'),
        line: textOf(line, 'line'),
        parked: parkedOf(parked),
        history: historyOf(history, statistics),
        evaluations: listOf(evaluations, MOST_EVALUATIONS, 'evaluations').map(evaluationOf),
        speed: speed as Speed | null,
      },
    };
  } catch (error) {
    if (error instanceof Unfit) return { unfit: error.message };
    throw error;
  }
}
