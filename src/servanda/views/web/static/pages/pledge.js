// A row of the timeline and its step in the list light up together; a click on the row leads to the step.
"use strict";
for (const row of document.querySelectorAll(".tl-row")) {
  const step = document.getElementById("step-" + row.dataset.step);
  if (!step) continue;
  const light = (on) => { row.classList.toggle("lit", on); step.classList.toggle("lit", on); };
  for (const one of [row, step]) {
    one.addEventListener("pointerenter", () => light(true));
    one.addEventListener("pointerleave", () => light(false));
  }
  step.addEventListener("focusin", () => light(true));
  step.addEventListener("focusout", () => light(false));
  row.addEventListener("click", () => { location.hash = step.id; });
}
