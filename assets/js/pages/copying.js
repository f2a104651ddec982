// What stands in a field is taken along with one press; without this, one marks and copies it by hand.

for (const button of document.querySelectorAll("[data-copy][hidden]")) {
  const field = document.getElementById(button.dataset.copy);
  const words = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy"); // without https there is no clipboard of its own
    }
    button.textContent = button.dataset.copiedWords;
    setTimeout(() => (button.textContent = words), 3000);
  });
}
