import { vi } from 'vitest';

/** In Node a message port that feeds itself holds up every timer; in a browser it does not. */
export function stubMessageChannel(): void {
  vi.stubGlobal(
    'MessageChannel',
    class {
      private open = true;
      port1 = { onmessage: () => {}, close: () => (this.open = false) };
      port2 = { postMessage: () => setImmediate(() => this.open && this.port1.onmessage()) };
    },
  );
}
