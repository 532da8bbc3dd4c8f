// Keeps what the page was built from. Names under assets/ carry a hash of their content, so what is stored is right for
// ever; the page itself is asked for first and taken from the store only when the network does not answer.
const files = __FILES__;
// Another copy of the site under the same origin has a store of its own.
const kind = `meta-rl-playground-${new URL(self.registration.scope).pathname}-`;
const store = kind + __VERSION__;
/** Pages of texts, and what the search reads: kept once they were read. */
const texts = ['course/', 'docs/', 'search-'].map((begin) => new URL(self.registration.scope).pathname + begin);

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(store)
      .then((cache) => cache.addAll(files))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names.filter((name) => name.startsWith(kind) && name !== store).map((name) => caches.delete(name)),
        ),
      )
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== self.location.origin) return;
  if (texts.some((begin) => new URL(request.url).pathname.startsWith(begin))) return event.respondWith(read(request));
  if (request.mode === 'navigate') {
    // Other pages of the site, such as the frame, are not stored: without a network they are missing, and not this one.
    const page = new URL(request.url).pathname.endsWith('/index.html') ? './' : request;
    event.respondWith(fetch(request).catch(async () => (await caches.open(store).then((cache) => cache.match(page, { ignoreSearch: true }))) ?? Response.error()));
  } else {
    event.respondWith(caches.open(store).then(async (cache) => (await cache.match(request)) ?? fetch(request)));
  }
});

/** From the network, and kept; from what was kept where there is none. */
async function read(request) {
  const cache = await caches.open(store);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(request, response.clone());
    return response;
  } catch {
    return (await cache.match(request, { ignoreSearch: true })) ?? Response.error();
  }
}
