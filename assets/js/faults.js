// On a refused form the summary of what to correct takes the focus, and each line leads into its field.

/** Move to the summary below `root`, if there is one. */
export function focusFaults(root) {
  const summary = root.querySelector("[data-focus-first]");
  if (!summary) return;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.closest(".field")?.scrollIntoView({ block: "start" }); // its label and the fault are above it
  });
}
