// Triage without reloading. Every link and form of the page works by itself; here their answers are
// put in place, so that the text stays where it is, and what happened is said aloud.
import { listen } from "./keys.js";
import { markSpeakers } from "./speakers.js";
import { offerSelection, selectFrom } from "./selection.js";

const PARTS = ["triage-bar", "triage-card", "triage-gone", "triage-text"];
const region = document.getElementById("triage");
const part = (id) => document.getElementById(id);
const say = (text) => { part("triage-said").textContent = text; };
let untouched = null; // the card's form as it came
let busy = false;
const plain = new WeakSet(); // forms that the browser sends by itself
const offer = offerSelection(part("triage-selection"), () => part("triage-text"), say);

// --- Asking, and putting the answer in place

// Where the person is asked something first (who they are), it is done `plainly`, by the browser.
async function ask(url, options, plainly) {
  if (busy) return;
  busy = true;
  region.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { ...options, headers: { "X-Triage": "1" } });
    if (asksFirst(answer)) return plainly();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (page.getElementById("triage-card")) show(page, answer);
    else complain(page.querySelector("main")?.textContent.trim() || region.dataset.broken);
  } catch {
    complain(region.dataset.broken);
  } finally {
    busy = false;
    region.removeAttribute("aria-busy");
  }
}

const asksFirst = (answer) =>
  answer.headers.get("Content-Type") === "application/json" ||
  (answer.redirected && new URL(answer.url).pathname.endsWith("/login/"));

function show(page, answer) {
  const held = document.activeElement;
  const inText = held?.closest("#triage-text");
  const scrolled = part("triage-text").scrollTop;
  for (const id of PARTS) {
    const fresh = page.getElementById(id);
    if (fresh) part(id).replaceWith(document.importNode(fresh, true));
  }
  if (page.getElementById("triage-text")) document.getSelection().removeAllRanges();
  part("triage-text").scrollTop = scrolled;
  window.django?.jQuery(part("triage-card")).find("select.admin-autocomplete").djangoAdminSelect2();
  if (answer.ok) remember(answer.url);
  settle();
  const errors = part("triage-card").querySelector(".refusal, .errorlist");
  const title = part("card-title");
  if (errors) (errors.closest(".field")?.querySelector("input, textarea, select") || errors).focus();
  else if (inText && !page.getElementById("triage-text")) {
    part("triage-text").querySelector("a.sign.chosen")?.focus({ preventScroll: true });
  } else title.focus({ preventScroll: true });
  const said = part("triage-card").querySelector(".said")?.textContent || "";
  say(`${said} ${title.textContent}`.replace(/\s+/g, " ").trim());
}

// The address in the bar leads to the same place again.
function remember(address) {
  const asked = new URL(address).searchParams;
  asked.delete("text");
  asked.delete("changed");
  if (part("triage-card").dataset.claim) asked.set("claim", part("triage-card").dataset.claim);
  history.replaceState(null, "", `?${asked}`);
}

// After a new card, also the first one: the text is in step with it.
function settle() {
  const card = part("triage-card");
  untouched = card.querySelector(".errorlist") ? null : filledIn();
  if (card.dataset.changed) restate(card.dataset);
  choose(card.dataset.claim);
  markSpeakers(part("triage-text"), card.dataset.speakers);
  offer();
}

function restate({ changed, state, sign, label }) {
  for (const mark of part("triage-text").querySelectorAll(`[data-claim="${changed}"]`)) {
    mark.classList.remove("suggested", "accepted", "dismissed", "duplicate");
    mark.classList.add(state);
    if (!mark.dataset.sign) continue;
    mark.dataset.sign = sign;
    mark.setAttribute("aria-label", label);
  }
}

function choose(claim) {
  const text = part("triage-text");
  for (const old of text.querySelectorAll(".chosen")) old.classList.remove("chosen");
  const spans = [];
  for (const sign of text.querySelectorAll("a.sign")) {
    const own = sign.dataset.claim === claim;
    sign.tabIndex = own ? 0 : -1; // one stop for the Tab key; the others by j and k
    if (!own) continue;
    sign.classList.add("chosen");
    spans.push([Number(sign.dataset.start), Number(sign.dataset.end)]);
  }
  if (!spans.length) return;
  for (const mark of text.querySelectorAll("mark")) {
    const start = Number(mark.dataset.start);
    if (spans.some(([from, to]) => from <= start && start < to)) mark.classList.add("chosen");
  }
  keepInSight(text, text.querySelector("a.sign.chosen"));
}

function keepInSight(text, mark) {
  const box = text.getBoundingClientRect();
  const at = mark.getBoundingClientRect();
  if (at.top >= box.top && at.bottom + 48 <= box.bottom) return;
  text.scrollTop += at.top - box.top - box.height / 3;
}

function complain(text) {
  const told = document.createElement("p");
  told.className = "refusal errornote";
  told.setAttribute("role", "alert");
  told.textContent = text;
  part("triage-card").querySelector(".refusal")?.remove();
  part("card-title").after(told);
}

// --- Nothing typed is lost

function filledIn() {
  const form = part("card-form");
  return form ? new URLSearchParams(new FormData(form)).toString() : "";
}

const isTouched = () => filledIn() !== untouched && part("card-form") !== null;

// --- What is pressed

function follow(link) {
  if (!link || (isTouched() && !window.confirm(region.dataset.unsaved))) return;
  ask(region.dataset.address + link.search, {}, () => location.assign(link.href));
}

region.addEventListener("click", (event) => {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("a[href^='?']");
  const mark = event.target.closest("#triage-text mark");
  if (link) {
    event.preventDefault();
    follow(link);
  } else if (mark && document.getSelection().isCollapsed) {
    follow(part("triage-text").querySelector(`a.sign[data-claim="${mark.dataset.claim}"]`));
  }
});

region.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (form.getAttribute("method") !== "post" || plain.has(form)) return;
  event.preventDefault();
  const url = submitter?.hasAttribute("formaction") ? submitter.formAction : form.action;
  const query = form.action.includes("?") || !location.search ? "" : location.search;
  ask(url + query, { method: "POST", body: new FormData(form, submitter) }, () => {
    plain.add(form);
    untouched = filledIn(); // it goes along
    form.requestSubmit(submitter);
  });
});

window.addEventListener("beforeunload", (event) => {
  if (isTouched()) event.preventDefault();
});

const press = (selector) => part("triage-card").querySelector(selector)?.click();
const focus = (selector) => part("triage-card").querySelector(selector)?.focus();
const merge = () => {
  focus("button[name=neighbour], #card-merging .select2-selection, #card-merging select");
};

listen({
  j: () => press("a[rel=next]"),
  k: () => press("a[rel=prev]"),
  ArrowRight: () => press("a[rel=next]"),
  ArrowLeft: () => press("a[rel=prev]"),
  a: () => press("#card-accept"),
  d: () => focus("#card-dismissals button"),
  n: () => press("#card-name"),
  m: merge,
  e: () => focus("#card-text"),
  s: () => selectFrom(part("triage-text")),
  c: () => { if (!part("triage-selection")?.hidden) part("triage-selection")?.requestSubmit(); },
});
settle();
