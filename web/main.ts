import './element/playground.ts';

// Where it can be had, a service worker keeps the page working without a network; in a sandboxed frame it cannot.
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  addEventListener('load', () => {
    navigator.serviceWorker.register('./service-worker.js').catch(() => undefined);
  });
}
