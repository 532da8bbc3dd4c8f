// Traces of the real engine that record-traces.mjs has written down.
import { readFileSync, readdirSync } from 'node:fs';
import type { Scene } from '../../../web/faces/face.ts';
import type { Trace, TraceArray } from '../../../web/engine/protocol.ts';

const folder = new URL('../recorded/', import.meta.url);

export interface Recorded extends Pick<Scene, 'family' | 'learner' | 'resolved'> {
  name: string;
  /** With the tasks just sampled; with the update complete; of a task of a visitor's own. */
  traces: Record<'sampled' | 'complete' | 'probe', Trace>;
  /** Of some, what an inspection of the gradient finds with the update complete. */
  inspection?: Trace;
  /** And of some, the landscape around the parameters. */
  landscape?: Trace;
}


export const recorded: readonly Recorded[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => {
    const read = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Omit<Recorded, 'name'>;
    return { ...read, name: file.replace('.json', ''), traces: Object.fromEntries(Object.entries(read.traces).map(([name, trace]) => [name, arrays(trace)])) as Recorded['traces'], ...(read.inspection ? { inspection: arrays(read.inspection) } : {}), ...(read.landscape ? { landscape: arrays(read.landscape) } : {}) };
  });

function arrays(trace: Trace): Trace {
  const read = ({ shape, data }: TraceArray) => ({ shape, data: Float32Array.from(data as unknown as Array<number | null>, (value) => value ?? Number.NaN) });
  return Object.fromEntries(Object.entries(trace).map(([name, array]) => [name, read(array)]));
}
