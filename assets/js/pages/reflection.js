// Keeps what is being written in this tab, so that a lost login or network loses nothing of it. It is forgotten once
// the server has a newer version than the one that was written on.

const draft = document.querySelector("[data-draft]");
const form = draft.querySelector("form");
const { body, seen } = form.elements;
const KEY = `reflection:${draft.dataset.draft}:${location.pathname}`;

/** The text of this tab, if it was written on the version that is shown. */
function kept() {
  const found = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  return found?.seen === seen.value ? found.text : null;
}

const text = kept();
if (text === null) sessionStorage.removeItem(KEY);
else body.value = text;

body.addEventListener("input", () => {
  sessionStorage.setItem(KEY, JSON.stringify({ seen: seen.value, text: body.value }));
});
