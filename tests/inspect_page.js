// The questions a page is asked in a real browser that axe does not ask. Gives a list of faults, in words.
() => {
  const large = document.documentElement.dataset.type === "large";
  const [smallestText, smallestTarget] = large ? [18.74, 59.5] : [14.99, 43.5];
  const MAIN = "rgb(158, 27, 34)"; // the accent, filled
  const PRESSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const faults = [];
  const shown = (element) => element.checkVisibility({ visibilityProperty: true });
  const clipped = (element) => // read out, not shown: the heads of a table that is cards
    element && (getComputedStyle(element).clipPath !== "none" || clipped(element.parentElement));
  const name = (element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 160);
  const ownText = (element) => [...element.childNodes].filter((node) => node.nodeType === 3 && node.data.trim());

  /** The nearest ancestor that text flows in, and how wide it is inside. */
  const column = (element) => {
    let block = element;
    while (getComputedStyle(block).display.startsWith("inline") && block.parentElement) block = block.parentElement;
    const style = getComputedStyle(block);
    return block.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  };
  const lines = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return new Set([...range.getClientRects()].filter((box) => box.width > 1).map((box) => Math.round(box.top))).size;
  };
  /** The first word that breaks in the middle, as "Complet-ed"; Chinese may break anywhere. */
  const brokenWord = (node) => {
    const range = document.createRange();
    for (const { index, 0: word } of node.data.matchAll(/\b[A-Za-z]{3,16}\b/g)) {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) return word;
    }
    return undefined;
  };
  const inSentence = (element) =>
    element.matches("a") && getComputedStyle(element).display === "inline" &&
    element.parentElement.textContent.trim() !== element.textContent.trim();

  if (document.documentElement.scrollWidth > innerWidth) {
    faults.push(`wider than the window: ${document.documentElement.scrollWidth} > ${innerWidth}`);
    for (const element of document.querySelectorAll("main *")) {
      if (element.getBoundingClientRect().right > innerWidth + 1) faults.push(`  reaches out: ${name(element)}`);
    }
  }
  for (const element of document.querySelectorAll("body *")) {
    if (!shown(element) || element.closest("svg, .skip") || clipped(element)) continue;
    const style = getComputedStyle(element);
    for (const node of ownText(element)) {
      const size = parseFloat(style.fontSize);
      if (size < smallestText) faults.push(`small text, ${size}: ${name(element)}`);
      if (lines(node) > 1 && brokenWord(node)) faults.push(`broken word, ${brokenWord(node)}: ${name(element)}`);
      // A sheet shown as it prints has the columns of the paper.
      const narrow = node.data.trim().length > 5 && lines(node) > 1 && column(element) < 5 * size;
      if (narrow && !element.closest(".sheet-preview")) {
        faults.push(`narrow column, ${Math.round(column(element))} px: ${name(element)}`);
      }
    }
    if (!element.matches(PRESSABLE) || inSentence(element)) continue;
    const box = (element.closest("label") ?? element).getBoundingClientRect();
    if (box.width && (box.height < smallestTarget || box.width < smallestTarget)) {
      faults.push(`small target, ${Math.round(box.width)} × ${Math.round(box.height)}: ${name(element)}`);
    }
  }
  const headings = document.querySelectorAll("h1").length;
  if (headings !== 1) faults.push(`${headings} h1`);
  const main = [...document.querySelectorAll("a, button")].filter(
    (element) => shown(element) && getComputedStyle(element).backgroundColor === MAIN);
  if (main.length > 1) faults.push(`${main.length} main buttons: ${main.map((one) => one.textContent.trim()).join(", ")}`);
  return faults;
}
