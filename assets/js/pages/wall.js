// The wall asks for its code every few seconds. A code that cannot be renewed does not stay up.

const EVERY = 3000;
const PATIENCE = 4000;

const wall = document.querySelector("[data-wall]");
const broken = document.querySelector("template[data-wall-broken]");

/** Show the server's code of this moment, or say that there is none. */
async function renew() {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const answer = await fetch(wall.dataset.wall, { signal: patience.signal, redirect: "error", cache: "no-store" });
    if (!answer.ok) throw new Error(`${answer.status}`);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    wall.replaceChildren(...fresh.body.childNodes);
  } catch {
    wall.replaceChildren(broken.content.cloneNode(true));
  } finally {
    clearTimeout(timer);
  }
}

/** One question after the other, also when an answer is slow. */
async function keepRenewing() {
  await renew();
  setTimeout(keepRenewing, EVERY);
}

document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && renew());
setTimeout(keepRenewing, EVERY);
