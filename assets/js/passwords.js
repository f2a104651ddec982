// A password can be looked at: the button says what it does.

/** Show the buttons below `root` that show a password. */
export function offerPasswords(root) {
  for (const button of root.querySelectorAll("[data-show-password][hidden]")) {
    const field = document.getElementById(button.dataset.showPassword);
    const words = [button.textContent, button.dataset.hideWords];
    button.hidden = false;
    button.addEventListener("click", () => {
      const shown = field.type === "password";
      field.type = shown ? "text" : "password";
      button.textContent = words[Number(shown)];
    });
  }
}
