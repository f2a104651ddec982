// Keeps the furthest paragraph of a lesson that was in sight for a moment, so that reading goes on from there.

const lesson = document.querySelector("[data-lesson]");
const csrf = document.querySelector("[data-place-form]").elements.csrf_token.value;
const MOMENT = 2000; // ms in sight before a paragraph counts as reached
const PAUSE = 5000; // ms between two messages to the server

let reached = 0;
let sent = 0;
let timer;
const waiting = new Map();

const observer = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    clearTimeout(waiting.get(target));
    if (isIntersecting) waiting.set(target, setTimeout(() => reach(Number(target.dataset.p)), MOMENT));
  }
}, { threshold: 0.5 });

/** Note a paragraph, and tell the server soon. */
function reach(paragraph) {
  if (paragraph <= reached) return;
  reached = paragraph;
  timer ??= setTimeout(tell, PAUSE);
}

/** Tell the server where the reader is; a lost message is made good by the next. */
function tell() {
  clearTimeout(timer);
  timer = undefined;
  if (reached <= sent) return;
  sent = reached;
  const body = new FormData();
  body.set("paragraph", reached);
  body.set("csrf_token", csrf);
  fetch(lesson.dataset.place, { method: "POST", body, keepalive: true }).catch(() => {
    sent = 0;
  });
}

for (const paragraph of lesson.querySelectorAll("[data-p]")) observer.observe(paragraph);
document.addEventListener("visibilitychange", () => document.hidden && tell());
