/* global caches, clients, self -- runs in the browser as /sw.js; the build puts VERSION and FILES in front of it. */
const CACHE = `nhip-chi-bo-${VERSION}`;
const PAGE = "/chi-bo";
const NETWORK_MS = 4_000;

/* All or nothing: a shell that lacks a file would be a white page. */
self.addEventListener("install", (event) => {
  const fresh = (url) => new Request(url, { cache: "reload" });
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll([PAGE, ...FILES].map(fresh)))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  const drop = (names) =>
    names
      .filter((name) => name.startsWith("nhip-chi-bo-") && name !== CACHE)
      .map((name) => caches.delete(name));
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(drop(names)))
      .then(() => clients.claim()),
  );
});

/* The page from the network where there is one, its files from here; figures and the socket are never touched. */
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (pathname === PAGE || pathname === `${PAGE}/`) event.respondWith(page(request));
  } else if (FILES.includes(pathname)) event.respondWith(file(request));
});

async function page(request) {
  const kept = () => caches.open(CACHE).then((cache) => cache.match(PAGE));
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(NETWORK_MS) });
    if (answer.ok) return answer;
    return (await kept()) ?? answer;
  } catch {
    return (await kept()) ?? Response.error();
  }
}

async function file(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request, { ignoreSearch: true })) ?? fetch(request);
}
