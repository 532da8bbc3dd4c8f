import { LitElement, html, nothing } from 'lit';
import { type Words, wordsFor } from '../messages/index.ts';
import { type Goal, type GoalState } from './goal.ts';
import { goalSentence, goalStateSentence } from './goal-sentence.ts';

/** The goal, and how far it is. */
export class GoalPart extends LitElement {
  static override properties = { goal: { attribute: false }, state: { attribute: false }, words: { attribute: false } };
  declare goal: Goal | null;
  declare state: GoalState | null;
  declare words: Words;

  constructor() {
    super();
    this.goal = this.state = null;
    this.words = wordsFor('en');
  }

  protected override createRenderRoot() {
    return this;
  }

  override render() {
    const { goal, state, words } = this;
    if (!goal || !state) return nothing;
    const { text, format } = words;
    return html`
      <section role="group" class="panel goal" part="goal" data-outcome=${state.outcome} aria-labelledby="goal-title">
        <h2 id="goal-title">${text.element.goal.title}</h2>
        <p>${goalSentence(goal, words)}</p>
        <progress max="1" .value=${state.progress} aria-label=${text.element.goal.progress(format.integer(Math.floor(state.progress * 100)))}></progress>
        <p class="goal-state"><span class="goal-mark" aria-hidden="true"></span>${goalStateSentence(goal, state, words)}</p>
      </section>
    `;
  }
}
