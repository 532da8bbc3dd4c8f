// Tells the page around a frame how high the frame would like to be, in each of the dialects that hosts understand.
import { envelope } from './frame-protocol.ts';

export interface Outside {
  postMessage(message: unknown, targetOrigin: string): void;
}

/**
 * The frame's own message, Canvas's `lti.frameResize`, and H5P's handshake: hello, answered by hello; then prepareResize, answered
 * by resizePrepared; then resize. A height is nobody's secret, so it may go to any page.
 */
export class FrameHeight {
  private height = 0;
  private h5p = false;

  /** `addressable`: whether the page can answer. A frame without an origin cannot be addressed, and H5P's resizer would throw trying. */
  constructor(
    private readonly outside: Outside,
    private readonly addressable: boolean,
  ) {}

  begin(): void {
    if (this.addressable) this.sayH5P('hello');
  }

  /** The content's height in CSS pixels, whenever it may have changed. */
  set(height: number): void {
    const whole = Math.ceil(height);
    if (whole === this.height || whole <= 0) return;
    this.height = whole;
    this.outside.postMessage(envelope('resize', { height: whole }), '*');
    this.outside.postMessage(JSON.stringify({ subject: 'lti.frameResize', height: whole }), '*');
    this.tellH5P();
  }

  /** H5P's half of the conversation; true where the message belonged to it. */
  hear(data: unknown): boolean {
    if (typeof data !== 'object' || data === null || (data as { context?: unknown }).context !== 'h5p') return false;
    switch ((data as { action?: unknown }).action) {
      case 'ready':
        this.begin();
        break;
      case 'hello':
        this.h5p = true;
        this.tellH5P();
        break;
      case 'resize':
        this.tellH5P();
        break;
      case 'resizePrepared':
        this.sayH5P('resize');
        break;
    }
    return true;
  }

  private tellH5P(): void {
    if (this.h5p) this.sayH5P('prepareResize');
    else if (!this.addressable) this.sayH5P('resize');
  }

  private sayH5P(action: string): void {
    this.outside.postMessage({ context: 'h5p', action, scrollHeight: this.height, clientHeight: this.height }, '*');
  }
}
