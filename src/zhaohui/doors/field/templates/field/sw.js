// The service worker of /field/: opens the page without a network. It keeps files of ours and an empty page,
// never anybody's data; those lie sealed in IndexedDB (field_store.js). It sends nothing.
const CACHE = "field-{{ version }}";
const SHELL = "{{ shell }}";
const FILES = [{% for file in files %}"{{ file }}",{% endfor %}];
const PATIENCE_MS = 8000; // a net that does not answer so long is none

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([...FILES, SHELL])).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith("field-") && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(page(event.request));
  else if (FILES.includes(url.pathname)) event.respondWith(file(event.request, url.pathname));
});

async function page(request) {
  const wait = new AbortController();
  const clock = setTimeout(() => wait.abort(), PATIENCE_MS);
  try {
    const answer = await fetch(request, { signal: wait.signal });
    if (answer.status < 500) return answer;
  } catch {
    // no network: the empty page reads its list from this phone
  } finally {
    clearTimeout(clock);
  }
  return (await caches.match(SHELL)) || Response.error();
}

async function file(request, path) {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) || fetch(request);
}
