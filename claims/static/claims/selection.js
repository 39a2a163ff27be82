// A passage that is selected in the text, as the server counts it: in code points of the stored
// text. The text's own nodes hold it to the letter (the signs have none), so counting is reading.

const SHOWN = 160;

// Offers to make a claim of what is selected in `text()`, by the form; and buttons elsewhere that
// belong to the form, for what is selected to be something else. Returns what offers them anew.
export function offerSelection(form, text, say) {
  if (!form) return () => {};
  let waiting = 0;
  const others = () => document.querySelectorAll(".of-selection");
  const offer = () => {
    const passage = selected(text());
    const appears = form.hidden && passage;
    form.hidden = !passage;
    for (const button of others()) button.hidden = !passage;
    if (!passage) return
    for (const name of ["start", "end", "words"]) form.elements[name].value = passage[name];
    form.querySelector("q").textContent = shortened(passage.words);
    if (appears) say(form.querySelector("button").textContent);
  };
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(offer, 100);
  });
  form.addEventListener("submit", offer); // what is selected now, not a moment ago
  // Pressing a button must not take the selection away.
  document.addEventListener("mousedown", (event) => {
    if (form.contains(event.target) || event.target.closest(".of-selection")) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (document.activeElement === text()) walk(event, text());
  });
  return offer;
}

// The selected passage without the spaces around it, or null.
export function selected(text) {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed || !text.contains(selection.anchorNode)) return null;
  const range = within(selection.getRangeAt(0), text);
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const found = range.toString();
  const words = found.trim();
  if (!words) return null;
  const start = points(before.toString()) + points(found.slice(0, found.indexOf(words)));
  return { start, end: start + points(words), words };
}

function within(range, text) {
  const whole = document.createRange();
  whole.selectNodeContents(text);
  const own = range.cloneRange();
  if (own.compareBoundaryPoints(Range.START_TO_START, whole) < 0) own.setStart(text, 0);
  if (own.compareBoundaryPoints(Range.END_TO_END, whole) > 0) own.setEnd(text, text.childNodes.length);
  return own;
}

// JavaScript counts UTF-16 units: a character beyond the basic plane is two of them.
export function points(string) {
  let count = 0;
  for (const _ of string) count += 1;
  return count;
}

function shortened(words) {
  const all = [...words];
  if (all.length <= SHOWN) return words;
  return `${all.slice(0, SHOWN / 2).join("")} … ${all.slice(-SHOWN / 2).join("")}`;
}

// --- By the keyboard: browsers have no caret in a text that cannot be edited

// Begin to select after the chosen claim, or at the beginning.
export function selectFrom(text) {
  const selection = document.getSelection();
  const chosen = [...text.querySelectorAll("mark.chosen")].pop();
  text.focus({ preventScroll: true });
  if (chosen) selection.collapse(chosen, chosen.childNodes.length);
  else selection.collapse(text, 0);
  selection.modify("extend", "forward", "word");
  keepInSight(selection, text);
}

const ARROWS = {
  ArrowRight: ["forward", "character"],
  ArrowLeft: ["backward", "character"],
  ArrowDown: ["forward", "line"],
  ArrowUp: ["backward", "line"],
};

function walk(event, text) {
  const selection = document.getSelection();
  if (!(event.key in ARROWS) || event.altKey || event.metaKey) return;
  if (selection.isCollapsed || !text.contains(selection.anchorNode)) return;
  const [direction, unit] = ARROWS[event.key];
  const granularity = unit === "character" && (event.ctrlKey || !event.shiftKey) ? "word" : unit;
  event.preventDefault();
  if (event.shiftKey) {
    selection.modify("extend", direction, granularity);
  } else {
    if (direction === "forward") selection.collapseToEnd();
    else selection.collapseToStart();
    selection.modify("move", direction, granularity);
    selection.modify("extend", "forward", "word"); // a caret that can be seen
  }
  if (!text.contains(selection.focusNode)) selection.extend(text, text.childNodes.length);
  keepInSight(selection, text);
}

function keepInSight(selection, text) {
  const focus = document.createRange();
  focus.setStart(selection.focusNode, selection.focusOffset);
  const at = focus.getBoundingClientRect();
  const box = text.getBoundingClientRect();
  if (!at.height) return;
  if (at.top < box.top) text.scrollTop += at.top - box.top - 24;
  if (at.bottom > box.bottom) text.scrollTop += at.bottom - box.bottom + 24;
}
