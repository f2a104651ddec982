// A list of names to tick: found by a part of the name, ticked all or none, counted at the foot.

const list = document.querySelector("[data-ticks]");
const rows = [...list.querySelectorAll("[data-name]")];
const boxOf = (row) => row.querySelector("input[type=checkbox]");
const search = list.querySelector("[data-ticks-search]");
const words = document.querySelector("[data-ticks-count]");

/** Say how many of all are ticked. */
function count() {
  const ticked = rows.filter((row) => boxOf(row).checked).length;
  words.textContent = list.dataset.words.replace("{num}", ticked).replace("{all}", rows.length);
}

/** Tick or untick everybody; a search does not limit it, so that nobody is left out unseen. */
function tickAll(checked) {
  for (const row of rows) boxOf(row).checked = checked;
  count();
}

list.querySelector("[data-ticks-tools]").hidden = false;
list.querySelector("[data-ticks-all]").addEventListener("click", () => tickAll(true));
list.querySelector("[data-ticks-none]").addEventListener("click", () => tickAll(false));
list.addEventListener("change", count);
search.addEventListener("input", () => {
  const wanted = search.value.trim();
  for (const row of rows) row.hidden = !row.dataset.name.includes(wanted);
});
search.addEventListener("keydown", (event) => {
  if (event.key === "Enter") event.preventDefault(); // the report is not sent by looking for a name
});
count();
