import { html, nothing } from 'lit';
import { ownComplaint } from '../run/complaint.ts';
import type { Addresses } from './addresses.ts';
import { MOST_BYTES, loadFile, saveFile } from './files.ts';
import { marked } from './terms.ts';
import { Part, type Run } from './part.ts';

/** Milliseconds that the answer to a copy is shown. */
const ANSWERED = 4000;

/** All that others need to repeat a run; and ways to keep it. */
export class ReceiptPart extends Part {
  static override properties = { ...Part.properties, address: { attribute: false } };
  /** Addresses of a page that opens this run; null where there is none to be shared. */
  declare address: Addresses | null;
  private answer = '';

  constructor() {
    super();
    this.address = null;
  }

  override render() {
    const { run, address, words: { text } } = this;
    if (!run) return nothing;
    const receipt = run.progress?.receipt;
    const ready = run.resolved !== null;
    const id = this.unique('receipt');
    const rows: Array<[string, string]> = receipt
      ? [
          [text.receipt.run, receipt.run],
          [text.receipt.build, receipt.build],
          [text.receipt.iteration, String(receipt.iteration)],
          [text.receipt.hash, receipt.hash],
          ...(receipt.from ? [[text.receipt.from, text.receipt.fromBuild(String(receipt.from.iteration), receipt.from.build, receipt.from.hash)] as [string, string]] : []),
        ]
      : [];
    return html`
      <section role="group" class="panel receipt" part="view" aria-labelledby=${id}>
        <header>
          <h2 id=${id}>${text.receipt.title}</h2>
          <p>${marked(this.words, text.receipt.lead)}</p>
        </header>
        <dl>${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
        <div class="actions" role="group" aria-label=${text.receipt.title}>
          <button type="button" part="button" ?disabled=${!receipt} @click=${() => this.copy(JSON.stringify(receipt))}>${text.receipt.copy}</button>
          ${address ? html`<button type="button" part="button" ?disabled=${!ready} @click=${() => this.copy(address.run())}>${text.receipt.share}</button>` : nothing}
          ${address ? html`<button type="button" part="button" ?disabled=${!receipt} @click=${() => this.copy(address.state())}>${text.receipt.shareState}</button>` : nothing}
          <button type="button" part="button" ?disabled=${!ready} @click=${() => this.cite(run)}>${text.receipt.cite}</button>
          <output role="status">${this.answer}</output>
        </div>
        <h3>${text.files.title}</h3>
        <div class="actions" role="group" aria-label=${text.files.title}>
          <button type="button" part="button" ?disabled=${!ready} @click=${() => saveSnapshot(run)}>${text.files.saveSnapshot}</button>
          <button type="button" part="button" ?disabled=${!ready} @click=${() => saveParameters(run)}>${text.files.saveParameters}</button>
          <button type="button" part="button" ?disabled=${!ready} @click=${() => saveRun(run)}>${text.files.saveRun}</button>
          ${this.opener(run, text.files.loadSnapshot, (bytes) => run.restore(bytes))}
          ${this.opener(run, text.files.startFrom, (bytes) => run.startFromParameters(bytes))}
        </div>
        ${address ? html`<p class="hint">${text.files.drop}</p>` : nothing}
      </section>
    `;
  }

  /** BibTeX of what the run is from. */
  private async cite(run: Run): Promise<void> {
    const { citationOf } = await import('./takeaway/run-file.ts');
    await this.copy(citationOf(run));
  }

  private opener(run: Run, label: string, use: (bytes: Uint8Array) => Promise<boolean>) {
    const open = async (event: Event) => {
      const input = event.target as HTMLInputElement;
      const file = input.files?.[0];
      if (!file) return;
      if (file.size > MOST_BYTES) {
        input.value = '';
        run.complain(ownComplaint('too-large', { name: file.name, most: String(MOST_BYTES / 1024 / 1024) }));
        return;
      }
      const bytes = await loadFile(file);
      // Empty again, so that the same file can be chosen twice.
      input.value = '';
      if (bytes) await use(bytes);
      else run.complain(ownComplaint('unreadable', { name: file.name }));
    };
    return html`
      <label class="file">
        <input type="file" ?disabled=${!run.resolved} @change=${open} />
        <span part="button">${label}</span>
      </label>
    `;
  }

  private async copy(value: string): Promise<void> {
    const { text } = this.words;
    try {
      await navigator.clipboard.writeText(value);
      this.answer = text.receipt.copied;
    } catch {
      this.answer = text.receipt.copyFailed;
    }
    this.requestUpdate();
    setTimeout(() => {
      this.answer = '';
      this.requestUpdate();
    }, ANSWERED);
  }
}

async function saveSnapshot(run: Run): Promise<void> {
  const bytes = await run.snapshot();
  if (bytes) saveFile(`${nameOf(run)}.snapshot`, bytes.slice());
}

async function saveParameters(run: Run): Promise<void> {
  const values = await run.parameters();
  if (values) saveFile(`${nameOf(run)}.parameters`, values.slice());
}

async function saveRun(run: Run): Promise<void> {
  const { runFile } = await import('./takeaway/run-file.ts');
  const text = await runFile(run);
  if (text) saveFile(`${nameOf(run)}.json`, text, 'application/json');
}

function nameOf({ resolved, completed }: Run): string {
  return [resolved?.values.learner, resolved?.values.tasks, completed].join('-');
}
