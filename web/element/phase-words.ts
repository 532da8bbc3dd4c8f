import type { Status } from '../engine/protocol.ts';
import type { Words } from '../messages/index.ts';
import { countOf, learns } from '../state/adapting.ts';
import type { Session } from '../state/session.ts';

/** What has just been done. In a trial an episode was played; elsewhere data was collected and the learner adapted. */
export function phaseWords(session: Session, status: Status, { text, format }: Words): string {
  const step = format.integer(status.step + 1);
  const count = countOf(session.family, session.learner);
  if (count === 'episode' || count === 'pull') {
    if (status.phase === 'collect') return text.trialPhases.collect[count](step, format.integer(status.steps + 1));
    if (status.phase === 'evaluate') return text.trialPhases.evaluate[count];
    if (status.phase === 'update' && !learns(session.learner)) return text.trialPhases.none;
  }
  const phase = text.phases[status.phase] ?? status.phase;
  return status.steps > 1 && ['collect', 'adapt'].includes(status.phase) ? text.phaseStep(phase, step, format.integer(status.steps)) : phase;
}
