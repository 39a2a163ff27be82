// The review's page while somebody works on it: the checklist as they type, the lease's clock and
// its renewal, comments without leaving, and a question before typed words are left behind.
// Every rule is the server's; without this script the page does the same, a save later.
(() => {
  "use strict";
  const form = document.getElementById("claimreview_form");
  const live = document.getElementById("live");
  const lease = document.getElementById("lease");
  const MINUTE = 60_000;
  const show = (id, on) => { const told = document.getElementById(id); if (told) told.hidden = !on; return told; };

  const post = async (url, body) => {
    try {
      const answer = await fetch(url, { method: "POST", body, credentials: "same-origin" });
      const away = answer.redirected && answer.url.includes("/login/");
      show("desk-away", away);
      return away ? null : answer;
    } catch {
      show("desk-away", true);
      return null;
    }
  };

  // --- What was typed and not saved
  let unsaved = false;
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
  form?.addEventListener("submit", () => { unsaved = false; });

  // --- The checklist
  let waiting = 0, asked = 0;
  const check = async () => {
    const mine = ++asked;
    const answer = await post(live.dataset.check, new FormData(form));
    if (!answer?.ok || mine !== asked) return;
    const items = live.querySelector(".items");
    const before = items.querySelector(".summary")?.textContent;
    items.innerHTML = await answer.text();
    const now = items.querySelector(".summary")?.textContent;
    if (now !== before) live.querySelector(".said").textContent = now;
    live.querySelector(".as-saved").hidden = true;
    live.querySelector(".as-typed").hidden = false;
  };

  // --- The lease
  const clock = lease?.querySelector("time");
  const until = () => new Date(clock.dateTime).getTime();
  const left = lease?.querySelector(".left");
  const many = (number, unit) => new Intl.NumberFormat(
    document.documentElement.lang || "en", { style: "unit", unit, unitDisplay: "long" }).format(number);
  let lost = false;
  const tick = () => {
    const minutes = Math.floor((until() - Date.now()) / MINUTE);
    const told = [many(Math.max(minutes, 0) % 60, "minute")];
    if (minutes >= 60) told.unshift(many(Math.floor(minutes / 60), "hour"));
    left.textContent = left.dataset.words.replace("{}", told.join(", "));
    show("lease-short", !lost && minutes >= 0 && minutes < Number(lease.dataset.warn));
    show("lease-over", !lost && minutes < 0);
  };
  let renewed = 0;
  const renew = async () => {
    if (Date.now() - renewed < 5 * MINUTE) return;
    renewed = Date.now();
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    const answer = await post(lease.dataset.renew, body);
    if (!answer) { renewed = 0; return; }
    const told = await answer.json().catch(() => ({}));
    lost = !answer.ok;
    const gone = show("lease-lost", lost);
    if (lost) gone.querySelector("span").textContent = told.detail || "";
    if (answer.ok && told.until) {
      clock.dateTime = told.until;
      clock.textContent = told.text;
    }
    tick();
  };
  if (lease) { tick(); setInterval(tick, MINUTE / 2); }

  const typed = () => {
    unsaved = true;
    if (live?.dataset.check) { clearTimeout(waiting); waiting = setTimeout(check, 500); }
    if (lease) renew();
  };
  if (form && live?.dataset.check) {
    for (const kind of ["input", "change", "formset:added", "formset:removed"]) {
      form.addEventListener(kind, typed);
    }
    window.django?.jQuery?.(form).on("select2:select select2:clear", typed);
  }

  // --- Comments
  const talk = document.getElementById("comment-form");
  talk?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await post(talk.action, new FormData(talk));
    if (!answer) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const errors = talk.querySelector(".errorlist");
    const thread = page.getElementById("thread");
    errors.hidden = Boolean(thread);
    if (!thread) {
      errors.replaceChildren(...page.querySelectorAll(".errorlist li"));
      return;
    }
    document.getElementById("thread").replaceWith(document.adoptNode(thread));
    talk.reset();
    talk.querySelector("textarea").focus();
  });
})();
