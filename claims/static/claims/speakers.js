import { points } from "./selection.js";

// Who says the chosen claim, marked in the text. Their words have no element of their own, so that
// the text's nodes stay as they are; where a browser has no highlights, the card shows them alone.

// `spans` are "12-25 40-51", in code points of the text.
export function markSpeakers(text, spans) {
  if (!window.Highlight) return;
  const wanted = (spans || "").trim().split(/\s+/).filter(Boolean).map((span) => span.split("-").map(Number));
  const ranges = wanted.map(([start, end]) => range(text, start, end)).filter(Boolean);
  CSS.highlights.set("speaker", new Highlight(...ranges));
}

function range(text, start, end) {
  const found = document.createRange();
  const nodes = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let at = 0;
  let begun = false;
  while (nodes.nextNode()) {
    const node = nodes.currentNode;
    const length = points(node.data);
    if (!begun && start < at + length) {
      found.setStart(node, units(node.data, start - at));
      begun = true;
    }
    if (begun && end <= at + length) {
      found.setEnd(node, units(node.data, end - at));
      return found;
    }
    at += length;
  }
  return null;
}

// JavaScript counts UTF-16 units: a character beyond the basic plane is two of them.
function units(string, count) {
  let at = 0;
  for (let left = count; left > 0; left -= 1) at += string.codePointAt(at) > 0xffff ? 2 : 1;
  return at;
}
