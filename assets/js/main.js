// What every page gets. Pages work without it; it makes them pleasant.
import "htmx.org"; // takes its settings from <meta name="htmx-config">
import { sayDaysInWords } from "./days.js";
import { focusFaults } from "./faults.js";
import { offerPasswords } from "./passwords.js";
import { offerPrinting } from "./printing.js";
import { sendOnce } from "./sending.js";

const behaviours = [focusFaults, offerPasswords, offerPrinting, sayDaysInWords];

sendOnce(document);
behaviours.forEach((behave) => behave(document));
document.addEventListener("htmx:afterSettle", ({ target }) => behaviours.forEach((behave) => behave(target)));
