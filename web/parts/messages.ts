import { html, nothing } from 'lit';
import { Part, type Run } from './part.ts';
import { complaintSentence, noticeSentence } from './sentences/complaint.ts';

/** What went wrong, and what a visitor should know besides. */
export class MessagesPart extends Part {
  override render() {
    const { run, words } = this;
    if (!run) return nothing;
    const { complaint, notice, problem } = run;
    const wrong = problem ? words.text.problems[problem.problem](problem.detail) : complaint && complaintSentence(complaint, words);
    return html`
      <div class="messages" role="alert">
        ${wrong ? html`<p class="message error" part="message"><span>${wrong}</span>${problem ? nothing : this.dismiss(run)}</p>` : nothing}
        ${notice ? html`<p class="message notice" part="message"><span>${noticeSentence(notice, words)}</span>${this.dismiss(run)}</p>` : nothing}
      </div>
    `;
  }

  private dismiss(run: Run) {
    return html`<button type="button" part="button" class="quiet" @click=${() => run.dismiss()}>${this.words.text.dismiss}</button>`;
  }
}
