import type { Face, Scene } from '../faces/face.ts';
import { faceOf, fetchFace } from '../faces/index.ts';
import type { Trace } from '../engine/protocol.ts';
import type { Words } from '../messages/index.ts';
import type { Run } from './part.ts';

/** All that a part shows of a run once there is one; null before. */
export interface Sight extends Omit<Scene, 'trace'> {
  run: Run;
  face: Face;
  /** The trace shown: that of the visitor's own task where there is one. */
  trace: Trace | null;
}

/** Null also as long as the family's face is being fetched; when it is here, the run's listeners are told. */
export function sightOf(run: Run | null, words: Words): Sight | null {
  if (!run) return null;
  const { family, learner, resolved, probe, shown } = run;
  if (!family || !learner || !resolved) return null;
  const face = faceOf(family);
  if (!face) {
    void fetchFace(family).then(() => run.dispatchEvent(new Event('change')));
    return null;
  }
  return { run, family, learner, resolved, face, task: run.shownTask, trace: probe ? probe.trace : (shown?.trace ?? null), words };
}

/** The same with another trace than the one shown. */
export function sceneOf(sight: Sight, trace: Trace): Scene {
  const { family, learner, resolved, task, words } = sight;
  return { trace, family, learner, resolved, task, words };
}
