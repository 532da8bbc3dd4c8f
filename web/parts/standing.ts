import { type TemplateResult, html } from 'lit';
import type { Words } from '../messages/index.ts';
import type { Run } from './part.ts';
import { sightOf } from './scene.ts';
import { phaseSentence } from './sentences/phase.ts';

/** Milliseconds: an iteration that takes longer tells how far its phase has come; a faster one only its pace. */
const LONG = 1000;
const FAST = 350;

/** Where a run stands: its iteration and what has just been done. */
export function standing(run: Run, words: Words): TemplateResult {
  const { text, format } = words;
  const { progress } = run;
  return html`
    <div class="standing">
      <p class="iteration" data-completed=${run.completed}>${progress ? text.standing.iteration(format.amount(run.iteration)) : ''}</p>
      <p class="phase">${phase(run, words)}</p>
    </div>
  `;
}

function phase(run: Run, words: Words): string {
  const { text, format } = words;
  const { progress, problem } = run;
  const sight = sightOf(run, words);
  if (problem) return '';
  if (!progress || !sight) return text.standing.loading;
  const { status, running, iterationTime } = progress;
  if (run.goingTo !== null) {
    const left = (run.goingTo - run.completed) * iterationTime;
    return text.standing.going(format.amount(run.goingTo), Number.isFinite(left) ? format.duration(left) : '');
  }
  if (!running && status.iteration === 0 && !progress.complete && status.phase === 'sample') return text.standing.invitation;
  if (status.done > 0 && iterationTime > LONG) return text.standing.working(format.amount(status.done), format.amount(status.total));
  if (running && run.speed === 'full' && iterationTime < FAST) return text.standing.pace(format.duration(iterationTime));
  return phaseSentence(sight, status, words);
}
