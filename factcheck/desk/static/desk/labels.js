// Select2 gives its boxes no name of their own: a screen reader hears the field's label here. And
// what Django says of the filter of two lists, it says of a mark that has no role.
(() => {
  "use strict";
  const name = () => {
    for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
      const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
      const box = select.nextElementSibling;
      if (!label || !box) continue;
      const text = label.textContent.trim().replace(/:$/, "");
      for (const part of box.querySelectorAll("[role=combobox], [role=textbox]")) {
        part.removeAttribute("aria-labelledby");
        part.setAttribute("aria-label", text);
      }
    }
    for (const mark of document.querySelectorAll(".search-label-icon:not([role])")) mark.setAttribute("role", "img");
  };
  name();
  new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
})();
