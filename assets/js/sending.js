// A form is sent once: its button says so, keeps its place and width, and a second press does nothing.

const PATIENCE = 15000; // a download leaves the page standing; then the button works again

/** Watch every form marked data-sending below `root`. */
export function sendOnce(root) {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-sending]") || event.defaultPrevented) return;
    if (form.dataset.sending === "now") {
      event.preventDefault();
      return;
    }
    form.dataset.sending = "now";
    const restore = say(event.submitter);
    const again = () => {
      form.dataset.sending = "";
      restore();
    };
    setTimeout(again, PATIENCE);
    window.addEventListener("pageshow", (shown) => shown.persisted && again(), { once: true });
  });
}

/** Have a button say that it is busy. Gives the function that undoes it. */
function say(button) {
  if (!button?.dataset.busyWords) return () => {};
  const words = [...button.childNodes];
  button.style.minWidth = `${button.offsetWidth}px`;
  button.setAttribute("aria-busy", "true");
  button.replaceChildren(button.dataset.busyWords);
  return () => {
    button.removeAttribute("aria-busy");
    button.replaceChildren(...words);
  };
}
