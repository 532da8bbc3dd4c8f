// A host may keep a run within rules of its own, beside those of the core.
import type { Resolved } from '../engine/protocol.ts';
import type { Complaint } from './complaint.ts';

/** Asked before anything that a visitor does; null where the host has nothing against it. */
export interface Guard {
  /** One knob is to have another value. */
  change(key: string, value: string): Complaint | null;
  /** A whole line is to be run, as the core resolves it. */
  line(wanted: Resolved): Complaint | null;
}

const MAGIC = 'METARL02';

/**
 * The run line in the core's snapshot (core/lab/snapshot.cpp says its form); null where the bytes are none. It is the line that the
 * core will go on with: it reads the same bytes.
 */
export function lineOfSnapshot(bytes: Uint8Array): string | null {
  const text = (from: number, size: number) => new TextDecoder().decode(bytes.subarray(from, from + size));
  const start = MAGIC.length + 4 + 16 + 4;
  if (bytes.length < start || text(0, MAGIC.length) !== MAGIC) return null;
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(start - 4, true);
  return start + size <= bytes.length ? text(start, size) : null;
}
