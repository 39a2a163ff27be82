// Looks every few seconds how far the fetch is, and shows it. Without this, "Look again" does.
(() => {
  "use strict";
  const told = document.getElementById("fetch-told");
  const look = async () => {
    let page;
    try {
      const answer = await fetch(location.href, { redirect: "error" });
      if (!answer.ok) return;
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      return setTimeout(look, 10000);
    }
    const here = document.getElementById("fetch");
    const there = page.getElementById("fetch");
    if (!there) return;
    if (there.dataset.state === here.dataset.state) return setTimeout(look, 3000);
    // The buttons and the figures beside it are others, too: all of it anew, where nobody typed.
    told.textContent = there.querySelector("h2").textContent;
    if (["stored", "unchanged", "given_up"].includes(there.dataset.state)) location.reload();
    else {
      here.replaceWith(there);
      setTimeout(look, 3000);
    }
  };
  setTimeout(look, 2000);
})();
