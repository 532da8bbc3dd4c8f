// Saved meta-parameters that `init-src` names.
import { fnv1a } from '../run/hash.ts';
import { parsePairs, without } from '../run/run-line.ts';
import { type Parsed, refuse } from './refused.ts';
import { MOST_BYTES } from './saved.ts';

export interface Start {
  line: string;
  parameters: Float32Array;
}

/** The file of `address`. */
export async function fetchParameters(address: string): Promise<Parsed<Uint8Array>> {
  try {
    const response = await fetch(address, { credentials: 'omit' });
    if (Number(response.headers.get('content-length') ?? 0) > MOST_BYTES) return notParameters();
    if (response.ok) return { value: new Uint8Array(await response.arrayBuffer()) };
  } catch {
    // Told below, whatever the reason.
  }
  return { refused: refuse('init-fetch', 'init-src', address) };
}

const notParameters = () => ({ refused: refuse('init-size', 'init-src', '', { most: String(MOST_BYTES / 1024 / 1024) }) });

/** The line that starts from these parameters: its `init` must be their hash, or not be there. Those of its candidates the line names itself, and the core compares them. */
export function startFrom(line: string, bytes: Uint8Array): Parsed<Start> {
  if (bytes.length === 0 || bytes.length % 4 || bytes.length > MOST_BYTES) return notParameters();
  const parameters = new Float32Array(bytes.slice().buffer);
  const pairs = parsePairs(line);
  if (pairs.some(([key, value]) => key === 'candidates' && value.includes('~init:')) && !pairs.some(([key, value]) => key === 'init' && value !== 'none')) return { value: { line, parameters } };
  const hash = fnv1a(bytes);
  const wanted = pairs.find(([key]) => key === 'init')?.[1] ?? 'none';
  if (wanted !== 'none' && wanted !== hash) return { refused: refuse('init-hash', 'init-src', wanted, { hash }) };
  return { value: { line: [without(line, ['init']), `init=${hash}`].filter(Boolean).join('&'), parameters } };
}
