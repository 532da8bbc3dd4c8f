import './element/playground.ts';

// Where it can be had, a service worker keeps the page working without a network; in a sandboxed frame even asking for it throws.
if (import.meta.env.PROD) {
  addEventListener('load', () => {
    try {
      navigator.serviceWorker?.register('./service-worker.js').catch(() => undefined);
    } catch {
      // Without it the page works as long as it stays loaded.
    }
  });
}
