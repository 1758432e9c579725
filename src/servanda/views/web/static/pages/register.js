// The register for those who have scripts: all of a page chosen at once, how many are chosen, filters folded on a phone.

(() => {
  "use strict";

  const boxes = () => [...document.querySelectorAll('.pledges input[name="id"]')];

  const count = () => {
    const said = document.querySelector(".bulk .picked");
    const all = document.getElementById("pick-all");
    if (!said || !all) return;
    const chosen = boxes().filter((box) => box.checked).length;
    said.textContent = chosen ? said.dataset.some.replace("{number}", chosen) : said.dataset.none;
    all.checked = chosen > 0 && chosen === boxes().length;
    all.indeterminate = chosen > 0 && chosen < boxes().length;
  };

  const start = () => {
    const all = document.getElementById("pick-all");
    if (all) all.hidden = false;
    const filters = document.querySelector(".facets-all");
    if (filters && matchMedia("(max-width: 62rem)").matches) filters.open = false;
    count();
  };

  document.addEventListener("change", (event) => {
    if (event.target.id === "pick-all") for (const box of boxes()) box.checked = event.target.checked;
    if (event.target.closest(".pledges")) count();
  });
  document.addEventListener("DOMContentLoaded", start);
  document.addEventListener("htmx:afterSettle", start);
})();
