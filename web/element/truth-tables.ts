import { html, nothing } from 'lit';
import { countTables, tableOf } from '../state/truth-table.ts';
import { Part } from './part.ts';

/** The sixteen functions of two bits as tiles; those of this batch are lit. */
class TruthTables extends Part {
  override render() {
    const { shown, probe, trail } = this.session;
    const tasks = shown?.trace.tasks;
    const counts = countTables(tasks?.data ?? []);
    const before = new Array<boolean>(16).fill(false);
    for (const batch of trail.batches.slice(-1)) for (let i = 0; i + 3 < batch.length; i += 4) before[tableOf(batch, i)] = true;
    const chosen = probe ? tableOf(probe.task) : tasks ? tableOf(tasks.data, 4 * this.session.task) : -1;
    return html`
      <p class="hint">${this.words.text.truthTablesLead}</p>
      <div class="tables">
        ${counts.map((count, table) => {
          const name = this.words.text.truthTables[table]!;
          const state = count ? 'lit' : before[table] ? 'before' : 'dark';
          return html`
            <button
              type="button"
              class="table ${state}"
              aria-pressed=${table === chosen ? 'true' : 'false'}
              @click=${() => this.choose(table, tasks?.data)}
            >
              <span class="cells" aria-hidden="true">
                ${[1, 3, 0, 2].map((bit) => html`<i class=${(table >> (3 - bit)) & 1 ? 'one' : 'zero'}></i>`)}
              </span>
              <span class="name">${name}</span>
              ${count ? html`<span class="count">${this.words.text.times(this.words.format.integer(count))}</span>` : nothing}
            </button>
          `;
        })}
      </div>
    `;
  }

  /** A sampled function shows its task of the batch, any other one is tried. */
  private choose(table: number, tasks: Float32Array | undefined): void {
    for (let i = 0; tasks && 4 * i < tasks.length; i++) {
      if (tableOf(tasks, 4 * i) === table) return this.session.choose(i);
    }
    void this.session.startProbe(Float32Array.from([3, 2, 1, 0], (bit) => (table >> bit) & 1));
  }
}
customElements.define('mrl-truth-tables', TruthTables);
