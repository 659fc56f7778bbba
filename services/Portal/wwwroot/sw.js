// Keeps the look and one offline page. Pages are never kept: they belong to whoever is signed in.
"use strict";
const KEPT = "ramatch-2";
const OFFLINE = "/offline.html";
const LOOK = ["/app.css", "/app.js", "/favicon.svg", "/manifest.webmanifest", "/icon-192.png"];

self.addEventListener("install", event => {
  event.waitUntil(caches.open(KEPT).then(cache => cache.addAll([OFFLINE, ...LOOK])));
  self.skipWaiting();
});

self.addEventListener("activate", event => {
  event.waitUntil(caches.keys()
    .then(names => Promise.all(names.filter(name => name !== KEPT).map(name => caches.delete(name))))
    .then(() => self.clients.claim()));
});

self.addEventListener("fetch", event => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  // A form that finds no server too: what was typed is kept by the page it was typed on.
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(OFFLINE)));
  } else if (request.method === "GET" && LOOK.includes(url.pathname)) {
    event.respondWith(freshOrKept(request));
  }
});

// The network first, so that a new version shows at once; the kept copy only when there is none.
async function freshOrKept(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) await (await caches.open(KEPT)).put(request, answer.clone());
    return answer;
  } catch {
    return await caches.match(request) ?? Response.error();
  }
}
