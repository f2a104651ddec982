// Printing takes a script, so its button is only there when there is one.

/** Show the print buttons below `root`. */
export function offerPrinting(root) {
  for (const button of root.querySelectorAll("[data-print][hidden]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
