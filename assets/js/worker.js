// The service worker of /s/: a scan that finds no network is kept on the phone and sent when the network is back.
import { keepScan, sendKept } from "./scans.js";

const PAGE = new URL(`kept${self.location.search}`, self.location.href).href;
const SEND = new URL("kept/send", self.location.href).href;
const CACHE = `kept${self.location.search}`;
const PATIENCE = 8000; // ms: a hall full of phones is slow, and a person waits no longer
const SCAN = /^\/s\/(\d+-[0-9a-z]+-[0-9a-z]+)$/i;
const NO_SERVER = new Set([502, 503, 504]);

self.addEventListener("install", (event) => event.waitUntil(storePage().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(dropOldPages().then(() => self.clients.claim())));
self.addEventListener("sync", (event) => event.tag === "scans" && event.waitUntil(sendKept(SEND)));
self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  const scan = pathname.match(SCAN);
  if (event.request.mode === "navigate" && scan) event.respondWith(throughOrKept(event.request, scan[1]));
  else if (origin === self.location.origin && pathname.startsWith("/static/")) event.respondWith(storedFirst(event.request));
});

/** The page that says a scan is kept, with every file it is made of. */
async function storePage() {
  const cache = await caches.open(CACHE);
  const page = await fetch(PAGE, { cache: "no-store" });
  if (!page.ok) throw new Error(`${page.status}`);
  const text = await page.clone().text();
  await cache.put(PAGE, page);
  const files = [...text.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map(([, file]) => new URL(file, PAGE).href);
  for (const file of new Set(files)) await storeFile(cache, file);
}

/** A file, and the modules that it imports. */
async function storeFile(cache, file) {
  if (await cache.match(file)) return;
  const answer = await fetch(file);
  if (!answer.ok) return;
  const text = file.endsWith(".js") ? await answer.clone().text() : "";
  await cache.put(file, answer);
  for (const [, name] of text.matchAll(/(?:from|import)\s*"(\.{1,2}\/[^"]+\.js)"/g)) await storeFile(cache, new URL(name, file).href);
}

async function dropOldPages() {
  for (const name of await caches.keys()) if (name.startsWith("kept") && name !== CACHE) await caches.delete(name);
}

async function storedFirst(request) {
  return (await caches.match(request)) ?? fetch(request);
}

/** The server's answer to a scan; while it cannot be reached, the scan is kept and a page says so. */
async function throughOrKept(request, code) {
  try {
    const answer = await Promise.race([fetch(request), tooLong()]);
    if (!NO_SERVER.has(answer.status)) return answer;
  } catch {
    // no network: below
  }
  await keepScan(code);
  await self.registration.sync?.register("scans").catch(() => {});
  return (await caches.match(PAGE)) ?? Response.error();
}

function tooLong() {
  return new Promise((_, fail) => setTimeout(() => fail(new Error("no answer")), PATIENCE));
}
