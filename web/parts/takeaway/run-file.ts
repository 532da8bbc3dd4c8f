// A run as a file: how it is made again, what it came to, what was measured, and what it is from.
import type { Receipt } from '../../engine/protocol.ts';
import type { Run } from '../part.ts';
import { bibtexOf, sourcesOf } from '../../messages/bibliography.ts';
import { RUN_FORMAT, RUN_VERSION } from './run-format.ts';

/** In a checkout of this software. A run that begins with saved parameters needs their file. */
export function commandOf({ run, iteration }: Pick<Receipt, 'run' | 'iteration'>): string {
  return `npm run lab -- "${run}" --iterations ${iteration}${/(^|&)init=[0-9a-f]{16}/.test(run) ? ' --init FILE.parameters' : ''} --json`;
}

/** BibTeX of all that a run is from; "" where there is no run. */
export function citationOf({ family, learner, resolved }: Run): string {
  if (!family || !learner || !resolved) return '';
  const preset = family.presets.find(({ name }) => name === resolved.values.preset) ?? null;
  return bibtexOf(sourcesOf(learner, family, preset));
}

/** As JSON; null where there is no run. */
export async function runFile(run: Run): Promise<string | null> {
  const receipt = await run.receipt();
  const { resolved } = run;
  if (!receipt || !resolved) return null;
  const { iterations, statistics, evaluations } = run.curves();
  const file = {
    format: RUN_FORMAT,
    version: RUN_VERSION,
    line: resolved.short,
    receipt,
    command: commandOf(receipt),
    bibtex: citationOf(run),
    iterations,
    statistics,
    heldOut: evaluations,
  };
  return `${JSON.stringify(file, null, 1)}\n`;
}
