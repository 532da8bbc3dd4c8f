// The frame's end of the conversation: obeys messages of the page around it, and tells that page what happens.
import { ATTRIBUTES } from '../element/api/attributes.ts';
import { EVENTS } from '../element/api/events.ts';
import { type Incoming, type Parsed, RateLimit, type Refusal, ACCEPTED, envelope, noAddress, parseMessage, tooMany } from './frame-protocol.ts';

/** The element, as far as the frame uses it. */
export interface Framed extends EventTarget {
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  readonly state: string;
  readonly line: string | null;
  readonly iteration: number;
  play(): Promise<unknown>;
  pause(): Promise<unknown>;
  step(until: 'phase' | 'iteration'): Promise<unknown>;
  reset(): Promise<unknown>;
  change(key: string, value: string): Promise<unknown>;
  save(): Promise<unknown>;
  restore(saved: Record<string, unknown>): Promise<unknown>;
  receipt(): Promise<unknown>;
}

/** Where messages go. */
export interface Window {
  postMessage(message: unknown, targetOrigin: string): void;
}
export type Port = Pick<MessagePort, 'postMessage' | 'onmessage'>;
/** What is read of a message event. */
export interface Heard {
  data: unknown;
  origin: string;
  source: unknown;
  ports: readonly Port[];
}

/** Addresses are not for strangers: they would make the frame load what somebody else wrote. What is kept stays the page's own affair. */
const OWN = ['engine-src', 'worker-src', 'init-src', 'store'];
/** The attributes that an address or a message may set. */
export const OPEN_ATTRIBUTES: ReadonlySet<string> = new Set(ATTRIBUTES.map(({ name }) => name).filter((name) => !OWN.includes(name)));

type Post = (message: object) => void;

export class FrameHost {
  private readonly rate: RateLimit;
  /** Whoever spoke first and can be addressed hears what happens. Nothing of the run goes anywhere before that. */
  private partner: Post | null = null;

  constructor(
    private readonly element: Framed,
    private readonly parent: Window,
    private readonly version: string,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.rate = new RateLimit(now());
    for (const { name } of EVENTS) element.addEventListener(name, (event) => this.tell(name, (event as CustomEvent).detail));
  }

  /** Says that the frame listens. It is nobody's secret, so it may go to any page. */
  begin(): void {
    this.parent.postMessage(envelope('ready', this.greeting), '*');
  }

  /** For every message event of the window. Only the page around the frame is listened to. */
  hear({ data, origin, source, ports }: Heard): void {
    if (source !== this.parent) return;
    const port = ports[0];
    if (port) port.onmessage = (event) => this.obey(event.data, (message) => port.postMessage(message));
    // Any number of pages have the origin "null": nothing can be addressed to it.
    const reply: Post | null = port
      ? (message) => port.postMessage(message)
      : origin === 'null'
        ? null
        : (message) => this.parent.postMessage(message, origin);
    this.obey(data, reply);
  }

  private get greeting() {
    return { version: this.version, accepts: [...ACCEPTED], attributes: [...OPEN_ATTRIBUTES] };
  }

  private obey(data: unknown, reply: Post | null): void {
    const parsed = parseMessage(data, OPEN_ATTRIBUTES);
    if (!parsed) return;
    // What cannot be answered in private may be said aloud only where it tells nothing of the run.
    const refuse: Post = reply ?? ((message) => this.parent.postMessage(message, '*'));
    const verdict = this.rate.judge(this.now());
    if (verdict === 'complain') refuse(envelope('refused', tooMany, parsed.id));
    if (verdict !== 'pass') return;
    if (parsed.refused) return refuse(envelope('refused', parsed.refused, parsed.id));
    if (!reply) return refuse(envelope('refused', noAddress, parsed.id));
    this.partner = reply;
    void this.answer(parsed, reply);
  }

  private async answer({ id, message }: Extract<Parsed, { message: Incoming }>, reply: Post): Promise<void> {
    try {
      const { type, body } = await this.perform(message);
      reply(envelope(type, body, id));
    } catch (error) {
      reply(envelope('error', { code: 'frame', message: error instanceof Error ? error.message : String(error) }, id));
    }
  }

  private async perform(message: Incoming): Promise<{ type: string; body: object }> {
    const { element } = this;
    switch (message.type) {
      case 'hello':
        return { type: 'ready', body: this.greeting };
      case 'getState':
        return { type: 'saved', body: { saved: await element.save() } };
      case 'getReceipt':
        return { type: 'receipt', body: { receipt: await element.receipt() } };
      default: {
        const refused = await this.act(message);
        return refused ? { type: 'refused', body: refused } : { type: 'state', body: this.where };
      }
    }
  }

  private async act(message: Exclude<Incoming, { type: 'hello' | 'getState' | 'getReceipt' }>): Promise<Refusal | null> {
    const { element } = this;
    switch (message.type) {
      case 'configure':
        for (const [name, value] of Object.entries(message.attributes)) {
          if (value === null) element.removeAttribute(name);
          else element.setAttribute(name, value);
        }
        return null;
      case 'play':
        return (await element.play()) as Refusal | null;
      case 'pause':
        return (await element.pause(), null);
      case 'step':
        return (await element.step(message.until)) as Refusal | null;
      case 'reset':
        return (await element.reset()) as Refusal | null;
      case 'change':
        return (await element.change(message.key, message.value)) as Refusal | null;
      case 'setState':
        return (await element.restore(message.saved)) as Refusal | null;
    }
  }

  private get where() {
    const { state, line, iteration } = this.element;
    return { state, line, iteration };
  }

  /** The element's events under their names without the prefix; `metarl-ready` is `loaded`, since `ready` says that the frame listens. */
  private tell(event: string, detail: object): void {
    const type = event === 'metarl-ready' ? 'loaded' : event.replace('metarl-', '');
    this.partner?.(envelope(type, detail));
  }
}
