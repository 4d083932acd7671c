// The service worker: the whole page from the cache, so that it works with the network off.
// The build puts VERSION and FILES before this.
"use strict";
const CACHE = `ringout-${VERSION}`;

self.addEventListener("install", (event) => {
    const fresh = FILES.map((name) => new Request(name, { cache: "no-cache" }));
    event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
    const old = (name) => name.startsWith("ringout-") && name !== CACHE;
    event.waitUntil(
        caches.keys()
            .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
            .then(() => self.clients.claim()),
    );
});

self.addEventListener("fetch", (event) => {
    const url = new URL(event.request.url);
    if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
    const name = url.pathname.endsWith("/") ? "index.html" : event.request;
    event.respondWith(
        caches.open(CACHE)
            .then((cache) => cache.match(name, { ignoreSearch: true }))
            .then((kept) => kept ?? fetch(event.request)),
    );
});
