// A mark in the text and its record light up together, by pointer and by focus.
(() => {
  "use strict";

  const marks = [...document.querySelectorAll("mark.ev")];
  const records = new Map([...document.querySelectorAll(".record")].map((one) => [one.dataset.number, one]));
  const of = (mark) => mark.dataset.numbers.split(" ");

  const light = (numbers, on) => {
    for (const mark of marks) if (of(mark).some((number) => numbers.includes(number))) mark.classList.toggle("lit", on);
    for (const number of numbers) records.get(number)?.classList.toggle("lit", on);
  };

  const bind = (element, numbers) => {
    for (const [name, on] of [["pointerenter", true], ["focusin", true], ["pointerleave", false], ["focusout", false]]) {
      element.addEventListener(name, () => light(numbers, on));
    }
  };

  for (const mark of marks) bind(mark, of(mark));
  for (const [number, record] of records) bind(record, [number]);
})();
