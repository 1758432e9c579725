// The button that prints the page; before it prints, all that is folded is opened.
"use strict";
(() => {
  const button = document.querySelector("[data-print]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    button.closest("details").open = false;
    window.print();
  });
  window.addEventListener("beforeprint", () => {
    for (const folded of document.querySelectorAll("main details:not(.menu)")) folded.open = true;
  });
})();
