/**
 * Where it can be had, a service worker keeps the site working without a network; in a sandboxed frame even asking for it throws.
 * `root`: from the page to the site's front.
 */
export function keepOffline(root = './'): void {
  const register = () => {
    try {
      navigator.serviceWorker?.register(`${root}service-worker.js`).catch(() => undefined);
    } catch {
      // Without it the page works as long as it stays loaded.
    }
  };
  // Not before the page has what it needs itself.
  if (document.readyState === 'complete') register();
  else addEventListener('load', register, { once: true });
}
