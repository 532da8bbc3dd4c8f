import type { Words } from '../messages/index.ts';
import type { Session } from '../state/session.ts';
import { phaseWords } from './phase-words.ts';
import { updateWords } from './words.ts';

/** While a run goes on, a screen reader hears of it this often. */
const PAUSE = 6000;

/** Says now and then, in one sentence, what a seeing visitor notices by itself. */
export class Narrator {
  private spoken = '';
  private last = Number.NEGATIVE_INFINITY;

  sentence(session: Session, words: Words): string {
    const { text, format } = words;
    const { progress } = session;
    if (!progress) return this.spoken;
    const now = performance.now();
    const standing = !progress.running;
    if (!standing && now - this.last < PAUSE) return this.spoken;
    this.last = now;
    const { status } = progress;
    this.spoken =
      status.iteration > 0 && (progress.complete || !standing)
        ? updateWords(session, words)
        : text.phaseSentence(format.integer(session.iteration), phaseWords(session, status, words));
    return this.spoken;
  }
}
