// Roll call by keyboard: 1 to 5 mark a person and go on to the next; Tab and the arrows work by themselves.

const form = document.querySelector("[data-roll]");
const rows = [...form.querySelectorAll("[data-testid=roll-row]")];
const words = document.querySelector("[data-roll-words]");
const counts = document.querySelector("[data-roll-counts]");

/** Mark the row that has the focus; focus goes to the next row, or stays for the minutes of who left early. */
function markByKey(event) {
  const row = event.target.closest("[data-testid=roll-row]");
  if (!row || event.target.matches("input:not([type=radio])") || event.altKey || event.ctrlKey || event.metaKey) return;
  const choice = row.querySelectorAll("input[type=radio]")[Number(event.key) - 1];
  if (!choice) return;
  event.preventDefault();
  choice.checked = true;
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  const minutes = choice.value === "left_early" ? row.querySelector("[name^=minutes-]") : null;
  const next = rows[rows.indexOf(row) + 1];
  if (minutes) minutes.focus();
  else if (next) focusOn(next);
  else document.querySelector("[data-testid=save-roll]").focus();
}

/** Focus the mark of a row as Tab would: the chosen one, else the first. */
function focusOn(row) {
  const choice = row.querySelector("input[type=radio]:checked") ?? row.querySelector("input[type=radio]");
  choice.focus();
  row.scrollIntoView({ block: "nearest" });
}

/** Say in the bar who is there and how many are still open, as they are chosen. */
function count() {
  const marks = rows.map((row) => row.querySelector("input[type=radio]:checked")?.value ?? "open");
  const many = (...kinds) => marks.filter((mark) => kinds.includes(mark)).length;
  words.textContent = many("open") ? form.dataset.openWords.replace("{}", many("open")) : form.dataset.allWords;
  counts.textContent = counts.dataset.rollCounts
    .replace("{there}", many("present", "late", "left_early"))
    .replace("{leave}", many("leave"))
    .replace("{absent}", many("absent"));
}

form.addEventListener("keydown", markByKey);
form.addEventListener("change", (event) => {
  event.target.closest("[data-testid=roll-row]")?.classList.remove("roll__row--open");
  count();
});
