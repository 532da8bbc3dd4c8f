import { html } from 'lit';
import { paragraph } from '../messages/index.ts';
import { Part } from './part.ts';
import { sightOf } from './scene.ts';
import { phaseSentence } from './sentences/phase.ts';
import { latestSentence } from './sentences/update.ts';

/** Milliseconds: while a run goes on, a screen reader hears of it this often. */
const PAUSE = 6000;

/** Says now and then, for a screen reader, what a seeing visitor notices by looking. */
export class SpokenPart extends Part {
  static override properties = { ...Part.properties, quiet: { type: Boolean } };
  /** Says nothing aloud: several on a page must not talk all at once. */
  declare quiet: boolean;
  private said = '';
  private last = Number.NEGATIVE_INFINITY;

  constructor() {
    super();
    this.quiet = false;
  }

  override render() {
    return html`<p class="spoken" role="status" aria-live=${this.quiet ? 'off' : 'polite'}>${this.sentence()}</p>`;
  }

  private sentence(): string {
    const { run, words } = this;
    const sight = sightOf(run, words);
    if (!sight || !run?.progress) return this.said;
    const { text, format } = words;
    const { progress } = run;
    const { status, running, complete } = progress;
    const now = performance.now();
    if (running && now - this.last < PAUSE) return this.said;
    this.last = now;
    this.said =
      status.iteration > 0 && (complete || running)
        ? latestSentence(sight)
        : paragraph(words, [text.standing.underWay(format.amount(run.iteration)), phaseSentence(sight, status, words)]);
    return this.said;
  }
}
