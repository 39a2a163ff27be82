// The clocks of the leases go on while the page is open. Without this they stand as they were sent.
(() => {
  "use strict";
  const language = document.documentElement.lang || "en";
  const say = (value, unit) =>
    new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(value);
  const tick = () => {
    for (const clock of document.querySelectorAll("time.left[data-lapsed]")) {
      const minutes = Math.floor((new Date(clock.dateTime) - Date.now()) / 60000);
      const lease = clock.closest(".lease");
      if (minutes < 0) {
        clock.textContent = clock.dataset.lapsed;
        lease.classList.add("lapsed");
        continue;
      }
      const words = minutes < 60 ? [say(minutes, "minute")]
        : [say(Math.floor(minutes / 60), "hour"), say(minutes % 60, "minute")];
      clock.textContent = clock.dataset.left.replace("{}", words.join(", "));
      lease.classList.toggle("soon", minutes < 30);
    }
  };
  tick();
  setInterval(tick, 20000);
})();
