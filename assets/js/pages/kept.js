// Puts the worker in place that keeps scans without network, and sends what was kept as soon as there is one.
import { keptScans, rememberOwner, sendKept } from "../scans.js";

const place = document.querySelector("[data-kept]");
const { worker, scope, send, who } = place.dataset;
const words = (state) => document.querySelector(`template[data-kept-state="${state}"]`);

/** Fill the place with one of the states the page brought; a page without it shows nothing. */
function show(state, texts = [""]) {
  const template = words(state);
  if (!template) return;
  place.replaceChildren(
    ...texts.map((text) => {
      const piece = template.content.cloneNode(true);
      const slot = piece.querySelector("[data-slot]");
      if (slot) slot.textContent = text;
      return piece;
    }),
  );
}

/** When a scan was made, by the phone's clock, as China's clocks show it. */
function moment(at) {
  const shape = { month: "long", day: "numeric", hour: "numeric", minute: "2-digit", hourCycle: "h23", timeZone: "Asia/Shanghai" };
  return new Intl.DateTimeFormat(document.documentElement.lang, shape).format(at);
}

async function sendWhatWaits() {
  const scans = await keptScans();
  show(scans.length ? "waiting" : "nothing", scans.length ? scans.map(({ at }) => moment(at)) : undefined);
  if (!scans.length || !navigator.onLine) return;
  try {
    const { state, answers } = await sendKept(send);
    if (state === "sent" || state === "none") show("sent", answers.map((answer) => answer.words));
    else show(state);
  } catch {
    // no network yet: the next one that comes back tries again
  }
}

async function begin() {
  if (!("serviceWorker" in navigator) || !("indexedDB" in window)) return;
  navigator.serviceWorker.register(worker, { scope }).catch(() => {}); // an old phone signs in with network only
  if (who) await rememberOwner(who);
  await sendWhatWaits();
}

window.addEventListener("online", sendWhatWaits);
document.querySelector("[data-kept-send]")?.addEventListener("click", sendWhatWaits);
begin();
