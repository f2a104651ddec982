// A date field follows the browser's language; the words under it follow the page's.

/** Keep the words under each date field below `root` true. */
export function sayDaysInWords(root) {
  const language = document.documentElement.lang === "en" ? "en-GB" : "zh-Hans";
  const words = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
  for (const line of root.querySelectorAll("[data-day-words]")) {
    const field = document.getElementById(line.dataset.dayWords);
    field?.addEventListener("change", () => {
      line.textContent = field.value ? words.format(new Date(field.value)) : "";
    });
  }
}
