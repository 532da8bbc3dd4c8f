// Files that are dropped on the page: snapshots, saved parameters, saved runs. Anybody may have made them.
import { MOST_BYTES, RUN_FORMAT, RUN_VERSION } from '../element/saved.ts';
import type { Run } from '../run/run.ts';
import { formatLink } from './link/grammar.ts';

/** Why a file is not taken, for a sentence in any language. */
export interface FileFault {
  code: 'files' | 'kind' | 'size' | 'unreadable' | 'run';
  name: string;
  /** The most that is read, in MB. */
  most: number;
}

/** As the page takes what a file holds. */
export interface Taker {
  run: Pick<Run, 'restore' | 'startFromParameters'>;
  refuse(fault: FileFault): void;
  /** Goes where a link leads. */
  follow(link: string): void;
}

const SNAPSHOT = new TextEncoder().encode('METARL02');

/** One file at a time: two runs cannot go on from where one stands. */
export async function take(files: readonly File[], { run, refuse, follow }: Taker): Promise<void> {
  const [file] = files;
  if (!file) return;
  const fault = (code: FileFault['code']) => refuse({ code, name: file.name, most: MOST_BYTES / 1024 / 1024 });
  if (files.length > 1) return fault('files');
  if (file.size > MOST_BYTES) return fault('size');
  const bytes = await file.arrayBuffer().then((buffer) => new Uint8Array(buffer), () => null);
  if (!bytes) return fault('unreadable');
  // What a file is, its first bytes say; parameters are numbers without any mark, so their name has to.
  if (SNAPSHOT.every((byte, i) => bytes[i] === byte) || file.name.endsWith('.snapshot')) return void (await run.restore(bytes));
  if (file.name.endsWith('.parameters')) return void (await run.startFromParameters(bytes));
  if (!file.name.endsWith('.json')) return fault('kind');
  const link = linkOf(bytes);
  if (link === null) return fault('run');
  follow(link);
}

/** Where the run in a file leads: a link like any other, which is checked as such. Null where the file holds no run. */
export function linkOf(bytes: Uint8Array): string | null {
  let file: unknown;
  try {
    file = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
  const { format, version, line, receipt } = (file ?? {}) as Record<string, unknown>;
  const { iteration, build, hash } = (receipt ?? {}) as Record<string, unknown>;
  if (format !== RUN_FORMAT || version !== RUN_VERSION || typeof line !== 'string' || line.includes('!')) return null;
  if (!Number.isInteger(iteration) || typeof build !== 'string' || typeof hash !== 'string') return null;
  return formatLink({ line, state: { at: iteration as number, made: { build, hash } } });
}
