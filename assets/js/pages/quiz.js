// Saving a quiz answer as it is given: visible state, one request at a time, kept through a lost network and never
// put over a newer answer. What is not saved yet stands in the browser's storage until the server has it.

const form = document.querySelector("[data-quiz]");
const state = document.querySelector("[data-testid=saved]");
const csrf = form.elements.csrf_token.value;
const PENDING = "quiz-unsaved:"; // + address to save to
const TYPING = 800; // ms without a key before a typed answer is saved
const RETRY = 4000; // ms between tries while there is no network

let sending = false;
let again = false;
let timer;
let going; // what was pressed to leave this question while it could not be left yet

/** The answer as the server keeps it: places, truth, or text. */
function answerOf() {
  const kind = form.dataset.kind;
  if (kind === "matching") {
    return [...form.querySelectorAll("[data-matching] select")].map((one) => (one.value === "" ? null : Number(one.value)));
  }
  const chosen = [...form.querySelectorAll("[name=answer]:checked")].map((one) => one.value);
  if (kind === "single") return chosen.length ? Number(chosen[0]) : null;
  if (kind === "multiple") return chosen.map(Number).sort((a, b) => a - b);
  if (kind === "true_false") return chosen.length ? chosen[0] === "true" : null;
  return form.elements.answer.value.trim();
}

/** Show one of the states; they are templates the page brought. */
function show(name, words) {
  const template = document.querySelector(`template[data-saved="${name}"]`);
  state.className = `saved saved--${name}`;
  state.replaceChildren(template.content.cloneNode(true));
  const text = state.querySelector("span");
  if (name === "saved") text.textContent = text.textContent.replace("{time}", words);
  else if (words) text.textContent = words;
}

/** Send what is chosen now; a change that comes meanwhile is sent after it. */
async function save() {
  if (sending) {
    again = true;
    return;
  }
  sending = true;
  again = false;
  const value = answerOf();
  const base = Number(form.elements.base.value);
  localStorage.setItem(PENDING + form.dataset.save, JSON.stringify({ value, base }));
  show("saving");
  try {
    await settle(await post(form.dataset.save, { value, base }));
  } catch {
    show("unsaved");
    clearTimeout(timer);
    timer = setTimeout(save, RETRY);
  } finally {
    sending = false;
  }
  if (again) save();
  else goOn();
}

function post(address, body) {
  return fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
    body: JSON.stringify(body),
    keepalive: true,
  });
}

/** What the server said becomes what the page shows. */
async function settle(response) {
  if (response.status >= 500) throw new Error("try again");
  const said = await response.json();
  localStorage.removeItem(PENDING + form.dataset.save);
  if (said.state === "saved") {
    form.elements.base.value = said.sequence;
    show("saved", said.at);
  } else if (said.state === "stale") {
    sessionStorage.setItem("quiz-said", said.words);
    location.reload(); // the newer answer stands there then
  } else if (said.state === "over") {
    location.assign(document.querySelector("[data-over]").dataset.over);
  } else {
    show("unsaved", said.words);
  }
}

/** Whether this question has to stay on the screen: its answer is on its way, or there is no network to turn the page. */
function mustStay() {
  return !navigator.onLine || localStorage.getItem(PENDING + form.dataset.save) !== null;
}

/** Stay, say so if it is the network's fault, and remember what was pressed. */
function stay(event, pressed) {
  event.preventDefault();
  going = pressed;
  if (!sending) show("unsaved", form.dataset.noNetwork);
}

/** Do what was pressed before, now that nothing is lost by it. */
function goOn() {
  if (!going || mustStay()) return;
  const pressed = going;
  going = undefined;
  if (pressed.form === form) form.requestSubmit(pressed);
  else pressed.click();
}

/** Answers that an earlier page could not save any more. */
async function sendWhatIsLeft() {
  const left = Object.keys(localStorage).filter((key) => key.startsWith(PENDING) && key !== PENDING + form.dataset.save);
  for (const key of left) {
    try {
      const response = await post(key.slice(PENDING.length), JSON.parse(localStorage.getItem(key)));
      if (response.status < 500) localStorage.removeItem(key);
    } catch {
      return; // no network yet; the next page tries again
    }
  }
}

/** The clock: the server said how long is left; a few minutes are announced, the rest is silent. */
function runClock() {
  const clock = document.querySelector("[data-seconds-left]");
  const shown = clock.querySelector("[data-clock]");
  const announcer = document.querySelector("[data-announcer]");
  const end = performance.now() + Number(clock.dataset.secondsLeft) * 1000;
  const announced = new Set([30, 10, 5, 1].filter((minutes) => Number(clock.dataset.secondsLeft) <= minutes * 60));
  const tick = () => {
    const left = Math.max(0, Math.round((end - performance.now()) / 1000));
    const minutes = Math.floor(left / 60);
    shown.textContent = clock.dataset.form
      .replace("{minutes}", minutes)
      .replace("{seconds}", String(left % 60).padStart(2, "0"));
    for (const mark of [30, 10, 5, 1]) {
      if (left <= mark * 60 && !announced.has(mark)) {
        announced.add(mark);
        announcer.textContent = announcer.dataset.words.replace("{minutes}", mark);
      }
    }
    if (left === 0) location.assign(clock.dataset.over);
    else setTimeout(tick, 1000);
  };
  tick();
}

form.addEventListener("change", save);
form.addEventListener("input", (event) => {
  if (event.target.type !== "text") return;
  clearTimeout(timer);
  timer = setTimeout(save, TYPING);
});
form.addEventListener("submit", (event) => mustStay() && stay(event, event.submitter));
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (link && mustStay()) stay(event, link);
});
window.addEventListener("online", () => {
  if (localStorage.getItem(PENDING + form.dataset.save)) save();
  else goOn();
});
const said = sessionStorage.getItem("quiz-said");
if (said) {
  sessionStorage.removeItem("quiz-said");
  show("unsaved", said);
}
sendWhatIsLeft();
runClock();
