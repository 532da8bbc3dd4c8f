import type { Status } from '../../engine/protocol.ts';
import type { Words } from '../../messages/index.ts';
import type { Sight } from '../scene.ts';

/** What has just been done. In a trial an episode was played; elsewhere data was collected and the learner adapted. */
export function phaseSentence({ resolved: { adaptation } }: Sight, status: Status, { text, format }: Words): string {
  const { phases } = text;
  const [step, steps] = [format.amount(status.step + 1), format.amount(status.steps)];
  const pull = adaptation.count === 'pull';
  switch (status.phase) {
    case 'sample':
      return phases.sample;
    case 'collect':
      if (adaptation.trials) return (pull ? phases.collectPull : phases.collectEpisode)(step, format.amount(status.steps + 1));
      return status.steps > 1 ? phases.collectStep(step, steps) : phases.collect;
    case 'adapt':
      return status.steps > 1 ? phases.adaptStep(step, steps) : phases.adapt;
    case 'evaluate':
      if (adaptation.trials) return pull ? phases.evaluatePull : phases.evaluateEpisode;
      return phases.evaluate;
    default:
      return adaptation.trials && !adaptation.learns ? phases.updateNothing : phases.update;
  }
}
