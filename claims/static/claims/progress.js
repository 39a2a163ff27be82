// Looks every few seconds how far the worker is, and shows it. Without this, "Look again" does.
(() => {
  "use strict";
  const told = document.getElementById("progress-told");
  const look = async () => {
    let page;
    try {
      const answer = await fetch(location.href, { redirect: "error" });
      if (!answer.ok) return;
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      return setTimeout(look, 10000);
    }
    const here = document.getElementById("progress");
    const there = page.getElementById("progress");
    if (!there) return;
    if (there.dataset.state === here.dataset.state) return setTimeout(look, 3000);
    // Where the buttons and the figures of the page are others now, too.
    if ("reload" in there.dataset) return location.reload();
    here.replaceWith(there);
    told.textContent = there.querySelector("h2").textContent;
    if ("going" in there.dataset) return setTimeout(look, 3000);
    // The rest of the page may hold what somebody is typing: it is theirs to have it shown anew.
    for (const link of there.querySelectorAll("[data-anew]")) link.hidden = false;
  };
  setTimeout(look, 2000);
})();
