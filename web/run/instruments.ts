import type { Client } from '../engine/client.ts';
import { type Answers, type Kind, type Refusal, type Report, type Requests, isRefusal } from '../engine/protocol.ts';

/** A look into the run that may take a while: asked for, given up, and what it found last. */
export class Instrument<K extends Kind> {
  /** What was found last; it stays while another look is under way. */
  found: Exclude<Answers[K], Refusal | null> | null = null;
  refusal: Refusal | null = null;
  /** How much of what is under way is done, 0 to 1; null where nothing is. */
  share: number | null = null;
  private request = 0;

  constructor(
    private readonly kind: K,
    private readonly client: () => Client | null,
    private readonly changed: () => void,
  ) {}

  /** Settles when it was found, refused or given up. Another question takes the place of the one under way. */
  async ask(body: Requests[K]): Promise<void> {
    const client = this.client();
    if (!client) return;
    const { id, answer } = client.send(this.kind, body);
    this.request = id;
    this.share = 0;
    this.changed();
    const found = await answer;
    if (id !== this.request) return;
    this.share = null;
    if (isRefusal(found)) {
      this.refusal = found;
      this.found = null;
    } else if (found !== null) {
      this.refusal = null;
      this.found = found as typeof this.found;
    }
    this.changed();
  }

  cancel(): void {
    if (this.share !== null) void this.client()?.ask('cancel', { request: this.request });
  }

  hear(request: number, share: number): void {
    if (request !== this.request || this.share === null) return;
    this.share = share;
    this.changed();
  }

  /** Another run is here. */
  clear(): void {
    this.request = 0;
    this.found = this.refusal = this.share = null;
  }
}

/** All that looks into a run. */
export class Instruments {
  client: Client | null = null;
  readonly gradient: Instrument<'inspect'>;
  readonly landscape: Instrument<'landscape'>;

  constructor(changed: () => void) {
    this.gradient = new Instrument('inspect', () => this.client, changed);
    this.landscape = new Instrument('landscape', () => this.client, changed);
  }

  hear({ request, share }: Extract<Report, { kind: 'share' }>): void {
    this.gradient.hear(request, share);
    this.landscape.hear(request, share);
  }

  clear(): void {
    this.gradient.clear();
    this.landscape.clear();
  }
}
