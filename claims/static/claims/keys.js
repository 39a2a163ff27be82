// Single keys as shortcuts: never while somebody types, and they can be switched off (WCAG 2.1.4).

const KEPT = "triage-shortcuts";
const FIELDS = "input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable], [role=combobox]";

// `commands` maps a key to what it does.
export function listen(commands) {
  const toggle = document.getElementById("triage-shortcuts");
  const dialog = document.getElementById("triage-dialog");
  const help = () => dialog.showModal();
  document.getElementById("triage-keys").hidden = false;
  document.getElementById("triage-help").addEventListener("click", help);
  toggle.checked = remembered() !== "off";
  toggle.addEventListener("change", () => remember(toggle.checked ? "on" : "off"));

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    const held = document.activeElement;
    if (event.key === "Escape") leave(held);
    if (held?.matches(FIELDS) || !toggle.checked) return;
    // In the text, arrows belong to the selection.
    if (event.key.startsWith("Arrow") && (event.shiftKey || held?.closest("#triage-text"))) return;
    const command = event.key === "?" ? help : reason(event.key, held) || commands[event.key];
    if (!command) return;
    event.preventDefault();
    command();
  });
}

// While the reasons of a dismissal are in focus, a digit chooses one; "other" needs words first.
function reason(key, held) {
  const reasons = held?.closest("#card-dismissals");
  const button = /^[1-9]$/.test(key) && reasons?.querySelectorAll("button")[key - 1];
  if (!button) return null;
  const words = reasons.querySelector("textarea");
  const wordless = button.value === "other" && !words.value.trim();
  return wordless ? () => words.focus() : () => button.click();
}

function leave(held) {
  // An open list of suggestions closes first, by itself.
  if (document.querySelector(".select2-container--open")) return;
  if (held?.closest("#triage-card")) document.getElementById("card-title").focus();
}

function remembered() {
  try { return localStorage.getItem(KEPT); } catch { return null; }
}

function remember(value) {
  try { localStorage.setItem(KEPT, value); } catch { /* a private window forgets */ }
}
