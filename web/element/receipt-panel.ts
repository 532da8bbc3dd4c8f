import { html } from 'lit';
import { ownComplaint } from '../run/complaint.ts';
import { loadFile, saveFile } from './files.ts';
import { Part } from './part.ts';

/** What the run is, for others to repeat; and ways to keep it. */
class ReceiptPanel extends Part {
  private said = '';

  override render() {
    const { session } = this;
    const receipt = session.progress?.receipt;
    const ready = session.resolved !== null;
    const rows: Array<[string, string]> = receipt
      ? [
          [this.words.text.receiptParts.run, receipt.run],
          [this.words.text.receiptParts.build, receipt.build],
          [this.words.text.receiptParts.iteration, String(receipt.iteration)],
          [this.words.text.receiptParts.hash, receipt.hash],
        ]
      : [];
    return html`
      <section class="panel receipt" aria-labelledby="receipt-title">
        <header>
          <h2 id="receipt-title">${this.words.text.receipt}</h2>
          <p>${this.words.text.receiptLead}</p>
        </header>
        <dl>${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
        <div class="actions" role="group" aria-label=${this.words.text.receipt}>
          <button type="button" ?disabled=${!receipt} @click=${() => this.copy(JSON.stringify(receipt))}>${this.words.text.copyReceipt}</button>
          <button type="button" ?disabled=${!ready} @click=${() => this.copy(location.href)}>${this.words.text.share}</button>
          <output role="status">${this.said}</output>
        </div>
        <h3>${this.words.text.files}</h3>
        <div class="actions" role="group" aria-label=${this.words.text.files}>
          <button type="button" ?disabled=${!ready} @click=${this.saveSnapshot}>${this.words.text.saveSnapshot}</button>
          <button type="button" ?disabled=${!ready} @click=${this.saveParameters}>${this.words.text.saveParameters}</button>
          ${this.opener('load-snapshot', this.words.text.loadSnapshot, (bytes) => session.restore(bytes))}
          ${this.opener('load-parameters', this.words.text.startFrom, (bytes) => session.startFromParameters(bytes))}
        </div>
      </section>
    `;
  }

  private opener(id: string, label: string, use: (bytes: Uint8Array) => Promise<boolean>) {
    return html`
      <label class="file">
        <input
          type="file"
          id=${id}
          ?disabled=${!this.session.resolved}
          @change=${async (event: Event) => {
            const input = event.target as HTMLInputElement;
            const file = input.files?.[0];
            if (!file) return;
            const bytes = await loadFile(file);
            // Empty again, so that the same file can be chosen twice.
            input.value = '';
            if (bytes) await use(bytes);
            else this.session.complain(ownComplaint('unreadable', { name: file.name }));
          }}
        />
        <span>${label}</span>
      </label>
    `;
  }

  private readonly saveSnapshot = async () => {
    const bytes = await this.session.snapshot();
    if (bytes) saveFile(`${this.name()}.snapshot`, bytes);
  };

  private readonly saveParameters = async () => {
    const values = await this.session.parameters();
    if (values) saveFile(`${this.name()}.parameters`, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  };

  private name(): string {
    const { resolved, completed } = this.session;
    return [resolved?.values.learner, resolved?.values.tasks, completed].join('-');
  }

  private async copy(value: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(value);
      this.said = this.words.text.copied;
    } catch {
      this.said = this.words.text.copyFailed;
    }
    this.requestUpdate();
    setTimeout(() => {
      this.said = '';
      this.requestUpdate();
    }, 4000);
  }
}
customElements.define('mrl-receipt-panel', ReceiptPanel);
