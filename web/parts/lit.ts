import { type Stage, litStage } from '../run/phase.ts';
import type { Run } from './part.ts';

/** Milliseconds: iterations that follow each other faster than this light all stages at once rather than flicker. */
const FLICKER = 350;

/** The stage that is lit; all of them where they change too fast to follow. */
export function litOf(run: Run | null): Stage | 'all' | 'none' {
  if (!run?.progress) return 'none';
  const { running, iterationTime, status } = run.progress;
  return running && run.speed === 'full' && !(iterationTime > FLICKER) ? 'all' : litStage(status);
}
